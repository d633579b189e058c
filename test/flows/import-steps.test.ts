import { expect, test } from "vitest";
import { readImport } from "#app/flows/read-import.server.ts";
import { runImport } from "#app/flows/run-import.server.ts";
import {
  chooseColumns,
  discardImport,
  reopenColumns,
  startImport,
  takeFile,
} from "#app/flows/steer-import.server.ts";
import { tidy } from "#app/flows/tidy.server.ts";
import { findImportPulse, findRun } from "#app/imports/runs.server.ts";
import type { ImportId } from "#app/kernel/id.ts";
import { desks, NOW } from "#test/imports/import-fixture.ts";
import { freshDb, installShop } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";

const database = await freshDb(8);
const desk = desks(database);
/** Creators of whom every third shares a code with the one before, so that rows are refused for what stands above them. */
const fileOf = (many: number) =>
  [
    "name,email,code,link",
    ...Array.from(
      { length: many },
      (_, n) => `Creator ${n},c${n}@example.com,C${n % 3 === 2 ? n - 1 : n},c${n}`,
    ),
  ].join("\n");
const MANY = 700;
const bytes = Buffer.from(fileOf(MANY));

/** Cuts the connection at one statement after another, as a kill does: whatever was not committed is gone. */
function dyingAt(after: number) {
  let left = after;
  const dying = Object.create(database) as typeof database;
  const app = Object.create(database.app) as typeof database.app;
  app.connect = (async () => {
    const client = await database.app.connect();
    return new Proxy(client, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (name !== "query") return typeof value === "function" ? value.bind(target) : value;
        return (...args: unknown[]) => {
          if (left-- <= 0) return Promise.reject(new Error("killed"));
          return (value as (...all: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  }) as typeof app.connect;
  Object.defineProperty(dying, "app", { value: app });
  return dying;
}

/** What is left of two imports to compare: everything but ids of chance. */
async function outcomeOf(table: (name: string) => Promise<Record<string, unknown>[]>) {
  const lines = (await table("import_line")).map((row) => [
    row.line,
    row.outcome,
    row.name,
    row.code,
    row.problems,
  ]);
  const creators = (await table("creator")).map((row) => `${row.name} ${row.email}`).sort();
  const codes = (await table("code")).map((row) => `${row.code} ${row.basis_points}`).sort();
  const links = (await table("link")).map((row) => row.slug).sort();
  const jobs = (await table("outbox")).map((row) => row.kind).sort();
  return { lines, creators, codes, links, jobs };
}

test("killed anywhere in the look or in the import and begun again, the outcome is that of one that was never killed", async () => {
  const calm = await desk();
  const whole = await calm.look(bytes);
  await calm.bring(whole);
  const expected = await outcomeOf(calm.table);
  expect(expected.creators).toHaveLength(MANY - Math.floor(MANY / 3));

  const { shop, working, look, table } = await desk();
  let kills = 0;
  const survive = async (work: (dying: typeof working) => Promise<{ state: string }>) => {
    for (let after = 1; ; after += 5) {
      try {
        const outcome = await work({ ...working, database: dyingAt(after) });
        if (outcome.state === "done") return;
      } catch (error) {
        expect((error as Error).message).toContain("killed");
        kills++;
      }
    }
  };
  const id = await look(bytes);
  // The look again, killed this time.
  await reopenColumns(database, shop.id, id);
  const run = await findRun(database, shop.id, id);
  const form = Object.fromEntries(
    Object.entries(run?.choices.mapping ?? {}).map(([name, column]) => [`column.${name}`, String(column)]),
  );
  await chooseColumns(database, shop, id, { ...form, kind: "percent", value: "10" }, NOW);
  const round = async () => (await findRun(database, shop.id, id))?.choices.round ?? 0;
  const looked = await round();
  await survive((dying) => readImport(dying, { id, round: looked }));
  await startImport(database, shop.id, id, NOW);
  const brought = await round();
  await survive((dying) => runImport(dying, { id, round: brought }));
  expect(kills).toBeGreaterThan(10);
  const outcome = await outcomeOf(table);
  expect(outcome.lines).toEqual(expected.lines);
  expect({ ...outcome, lines: [], jobs: outcome.jobs.filter((kind) => kind !== "read-import") }).toEqual({
    ...{ ...expected, lines: [] },
    jobs: expected.jobs.filter((kind) => kind !== "read-import"),
  });
}, 120_000);

test("two workers at one import at once: each row comes in once, and is told as it came in", async () => {
  const { shop, working, look, table } = await desk();
  const id = await look(bytes);
  const told = async () => (await outcomeOf(table)).lines;
  const looked = await told();
  await startImport(database, shop.id, id, NOW);
  const round = (await findRun(database, shop.id, id))?.choices.round ?? 0;
  await Promise.allSettled([runImport(working, { id, round }), runImport(working, { id, round })]);
  while ((await findRun(database, shop.id, id))?.state === "importing")
    await runImport(working, { id, round });
  expect(await table("creator")).toHaveLength(MANY - Math.floor(MANY / 3));
  expect(await table("code")).toHaveLength(MANY - Math.floor(MANY / 3));
  expect(await told()).toEqual(looked);
}, 60_000);

test("a job of an earlier look does nothing once the merchant went back to the columns, nor one of an import that is done", async () => {
  const { shop, working, look, bring, table } = await desk();
  const id = await look("name,email\nAda,ada@example.com\n");
  await reopenColumns(database, shop.id, id);
  expect(await readImport(working, { id, round: 1 })).toEqual({ state: "done" });
  expect(await table("import_line")).toEqual([]);
  expect((await findRun(database, shop.id, id))?.state).toBe("mapping");
  await chooseColumns(database, shop, id, { "column.name": "0", kind: "percent", value: "10" }, NOW);
  const round = (await findRun(database, shop.id, id))?.choices.round ?? 0;
  await readImport(working, { id, round });
  await bring(id);
  const before = await table("creator");
  expect(await runImport(working, { id, round: round + 1 })).toEqual({ state: "done" });
  expect(await table("creator")).toEqual(before);
});

test("what can be asked of an import depends on how far it is; too late is said, and another shop's is not there", async () => {
  const { shop, look, bring } = await desk();
  const other = await installShop(database, "other-steps.myshopify.com");
  const id = await look("name\nAda\n");
  expect(await chooseColumns(database, shop, id, { "column.name": "0" }, NOW)).toBe("too-late");
  for (const ask of [startImport, reopenColumns, discardImport])
    expect(await (ask as typeof reopenColumns)(database, other.id, id)).toBeNull();
  await bring(id);
  expect(await startImport(database, shop.id, id, NOW)).toBe("too-late");
  expect(await reopenColumns(database, shop.id, id)).toBe("too-late");
  expect(await discardImport(database, shop.id, id)).toBe("done");
  expect(await findRun(database, shop.id, id)).toBeNull();
  expect(await discardImport(database, shop.id, id)).toBeNull();
});

test.each([
  ["a column that is not there", { "column.name": "9" }, { "column.name": "unknown" }],
  ["one column for two things", { "column.name": "0", "column.email": "0" }, { "column.email": "twice" }],
  ["nothing that names anybody", { "column.language": "0" }, { "column.name": "needed" }],
  ["a discount of 0", { "column.code": "0", value: "0" }, { value: "out-of-range" }],
  ["a day to come", { "column.name": "0", creditFrom: "2026-03-11" }, { creditFrom: "in-the-future" }],
  ["a program that is none", { "column.name": "0", programId: "gold" }, { programId: "unknown" }],
])("the columns' form is refused field by field: %s", async (_, form, because) => {
  const { shop } = await desk();
  const taken = await takeFile(
    ...[database, shop, "creators" as const, { name: "f.csv", bytes: Buffer.from("a,b\n1,2\n") }, NOW],
  );
  const { id } = taken as { id: ImportId };
  const chosen = await chooseColumns(database, shop, id, { kind: "percent", value: "10", ...form }, NOW);
  expect(chosen).toEqual({ because });
  expect((await findRun(database, shop.id, id))?.state).toBe("mapping");
});

test("a file and its report are gone 30 days after they came, finished or not; what came in stays", async () => {
  const { shop, look, bring, table } = await desk();
  await bring(await look("name,email\nAda,ada@example.com\nBob,bob\n"));
  await look("name\nCleo\n");
  await tidy(database, at("2026-04-09T11:00:00Z"));
  expect(await table("import_run")).toHaveLength(2);
  await tidy(database, at("2026-04-09T12:00:01Z"));
  expect([await table("import_run"), await table("import_line")]).toEqual([[], []]);
  expect(await table("creator")).toHaveLength(1);
  expect(await findImportPulse(database, shop.id)).toBe("");
});
