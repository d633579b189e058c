import { readFileSync } from "node:fs";
import { readImport } from "#app/flows/read-import.server.ts";
import { runImport } from "#app/flows/run-import.server.ts";
import { chooseColumns, startImport, takeFile } from "#app/flows/steer-import.server.ts";
import type { Working } from "#app/flows/work-import.server.ts";
import type { ImportKind } from "#app/imports/columns.ts";
import { findRun } from "#app/imports/runs.server.ts";
import type { ImportId } from "#app/kernel/id.ts";
import { findPersonHash, type Shop } from "#app/shopify/shops.server.ts";
import { installShop, rowsOf, type TestDatabase, testKeys } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";

/** An export of another app, as it is downloaded there. */
export const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

export const NOW = at("2026-03-10T12:00:00Z");

/** A merchant with files: takes them in, looks at them, imports them, the worker's part included. */
export type Importer = {
  readonly working: Working;
  /** Takes a file in and looks at its rows; what `form` names goes over what was guessed. */
  readonly look: (
    text: string | Buffer,
    form?: Record<string, string>,
    kind?: ImportKind,
  ) => Promise<ImportId>;
  /** Imports what was looked at. */
  readonly bring: (id: ImportId) => Promise<void>;
  /** Looks at a file and imports it. */
  readonly bringIn: (
    text: string | Buffer,
    form?: Record<string, string>,
    kind?: ImportKind,
  ) => Promise<ImportId>;
  /** What became of the rows: "2 new", "3 refused: codeHeld(ADA10 of Ada)". */
  readonly report: (id: ImportId) => Promise<string[]>;
};

/** Opens a merchant's desk in a shop. */
export async function importerOf(database: TestDatabase, shop: Shop, clock = () => NOW): Promise<Importer> {
  const working = { database, shop, hash: await findPersonHash(database, testKeys, shop.id), clock };
  const roundOf = async (id: ImportId) => (await findRun(database, shop.id, id))?.choices.round ?? 0;
  const look: Importer["look"] = async (text, form = {}, kind = "creators") => {
    const bytes = typeof text === "string" ? Buffer.from(text) : text;
    const taken = await takeFile(database, shop, kind, { name: "file.csv", bytes }, clock());
    if ("because" in taken) throw new Error(`refused: ${JSON.stringify(taken)}`);
    const { id } = taken;
    const run = await findRun(database, shop.id, id);
    const mapped = Object.entries(run?.choices.mapping ?? {}).map(([name, column]) => [
      `column.${name}`,
      String(column),
    ]);
    const usual =
      kind === "creators" ? { kind: "percent", value: "10", makesPrograms: "on" } : { kind: "post" };
    const chosen = await chooseColumns(
      database,
      shop,
      id,
      { ...usual, ...Object.fromEntries(mapped), ...form },
      clock(),
    );
    if (chosen !== "done") throw new Error(`not chosen: ${JSON.stringify(chosen)}`);
    await finish(() => readImportOnce(id));
    return id;
  };
  const readImportOnce = async (id: ImportId) => readImport(working, { id, round: await roundOf(id) });
  const bring: Importer["bring"] = async (id) => {
    const started = await startImport(database, shop.id, id, clock());
    if (started !== "done") throw new Error(`not started: ${started}`);
    await finish(async () => runImport(working, { id, round: await roundOf(id) }));
  };
  return {
    ...{ working, look, bring },
    async bringIn(text, form, kind) {
      const id = await look(text, form, kind);
      await bring(id);
      return id;
    },
    report: async (id) =>
      (await rowsOf(database, "import_line", shop.id)).filter((row) => row.import_id === id).map(lineOf),
  };
}

async function finish(work: () => Promise<{ state: string }>) {
  while ((await work()).state === "again");
}

type Told = { because: string; value?: string; other?: string; line?: number; isNote?: true };

function lineOf(row: Record<string, unknown>): string {
  const problems = (row.problems as Told[])
    .filter(({ isNote }) => row.outcome === "refused" || isNote)
    .map(({ because, value = "", other, line }) =>
      [
        because,
        `(${value}`,
        other === undefined ? "" : ` | ${other}`,
        line === undefined ? ")" : ` on ${line})`,
      ].join(""),
    );
  return [`${row.line} ${row.outcome}`, ...problems].join(" ");
}

/** Shops of their own, one for each test, each with a merchant's desk and what is seen from it: its tables, creators and codes in words. */
export function desks(database: TestDatabase) {
  let shops = 0;
  return async (details: Partial<Shop> = {}) => {
    const shop = await installShop(database, `shop${++shops}.myshopify.com`, details);
    const table = (name: string) => rowsOf(database, name, shop.id);
    const creators = async () => (await table("creator")).map((row) => `${row.name} ${row.email}`).sort();
    const codes = async () =>
      (await table("code"))
        .map((row) => `${row.code} ${row.value_kind} ${row.basis_points ?? row.amount_minor}`)
        .sort();
    return { shop, table, creators, codes, ...(await importerOf(database, shop)) };
  };
}
