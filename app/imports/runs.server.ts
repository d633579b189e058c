import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ImportKind } from "#app/imports/columns.ts";
import type { Choices, ImportState } from "#app/imports/import.ts";
import type { ImportId, ShopId } from "#app/kernel/id.ts";

/** A file on its way in: what it is, what was chosen for it, how far it is. `progress` counts the rows dealt with in its state. */
export type ImportRun = {
  readonly id: ImportId;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly choices: Choices;
  readonly state: ImportState;
  readonly rows: number;
  readonly progress: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

/** A file that was taken in. */
export type NewImport = Pick<ImportRun, "id" | "kind" | "fileName" | "columns" | "choices" | "rows"> & {
  readonly file: Uint8Array;
};

/** Keeps a file, its columns still to be mapped. */
export async function addRun(tx: Tx, shopId: ShopId, run: NewImport, now: Date): Promise<void> {
  const { id, kind, fileName, file, columns, choices, rows } = run;
  await tx.query(
    `INSERT INTO import_run (shop_id, id, kind, file_name, file, columns, choices, state, lines, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'mapping', $8, $9)`,
    [shopId, id, kind, fileName, Buffer.from(file), columns, JSON.stringify(choices), rows, now],
  );
}

/** Finds an import and holds it until the transaction ends; null when the shop has no such one. */
export async function holdRun(tx: Tx, shopId: ShopId, id: ImportId): Promise<ImportRun | null> {
  const { rows } = await tx.query(
    `SELECT id, kind, file_name, columns, choices, state, lines, progress, created_at, finished_at
     FROM import_run WHERE shop_id = $1 AND id = $2 FOR UPDATE`,
    [shopId, id],
  );
  const [row] = rows;
  return row
    ? runIn({ ...row, fileName: row.file_name, createdAt: row.created_at, finishedAt: row.finished_at })
    : null;
}

/** Moves an import to a state, from its first row on, with what is chosen for it. */
export async function setState(
  tx: Tx,
  shopId: ShopId,
  { id, choices }: Pick<ImportRun, "id" | "choices">,
  state: ImportState,
): Promise<void> {
  await tx.query(
    "UPDATE import_run SET state = $3, choices = $4, progress = 0, finished_at = NULL WHERE shop_id = $1 AND id = $2",
    [shopId, id, state, JSON.stringify(choices)],
  );
}

/** Remembers that the first so many rows are dealt with, and what was chosen or made for them. */
export async function setProgress(
  tx: Tx,
  shopId: ShopId,
  { id, choices, progress }: Pick<ImportRun, "id" | "choices" | "progress">,
): Promise<void> {
  await tx.query("UPDATE import_run SET progress = $3, choices = $4 WHERE shop_id = $1 AND id = $2", [
    ...[shopId, id, progress, JSON.stringify(choices)],
  ]);
}

/** Ends a pass over the file: `checked` keeps the file, `done` keeps only `left` of it (the rows that were refused; null: nothing). */
export async function finishPass(
  tx: Tx,
  shopId: ShopId,
  id: ImportId,
  pass: { readonly state: "checked" } | { readonly state: "done"; readonly left: Uint8Array | null },
  now: Date,
): Promise<void> {
  const refused =
    "(SELECT count(*) FROM import_line WHERE shop_id = $1 AND import_id = $2 AND outcome = 'refused')";
  if (pass.state === "checked")
    await tx.query(
      `UPDATE import_run SET state = 'checked', refused = ${refused} WHERE shop_id = $1 AND id = $2`,
      [shopId, id],
    );
  else
    await tx.query(
      `UPDATE import_run SET state = 'done', file = $3, finished_at = $4, refused = ${refused} WHERE shop_id = $1 AND id = $2`,
      [shopId, id, pass.left && Buffer.from(pass.left), now],
    );
}

/** Removes an import with its file and its report. What it brought in stays. @returns whether there was one that is not being imported */
export async function removeRun(tx: Tx, shopId: ShopId, id: ImportId): Promise<boolean> {
  const { rowCount } = await tx.query(
    "DELETE FROM import_run WHERE shop_id = $1 AND id = $2 AND state <> 'importing'",
    [shopId, id],
  );
  return rowCount === 1;
}

/** Removes imports that were begun before an instant, files and reports: they hold names and e-mails. A few at a time. @returns whether there may be more */
export async function removeOldImports(tx: Tx, shopId: ShopId, before: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `DELETE FROM import_run WHERE shop_id = $1 AND id IN (
       SELECT id FROM import_run WHERE shop_id = $1 AND created_at < $2 ORDER BY created_at LIMIT 5)`,
    [shopId, before],
  );
  return rowCount === 5;
}

/** The bytes of an import's file, as far as they are kept. */
export async function findFile(database: Database, shopId: ShopId, id: ImportId): Promise<Uint8Array | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.importRun.findUnique({ where: { shopId_id: { shopId, id } }, select: { file: true } }),
  ]);
  return row?.file ?? null;
}

/** The beginning of an import's file, its header and first rows; null when the file is not kept. */
export async function findStart(tx: Tx, shopId: ShopId, id: ImportId): Promise<Uint8Array | null> {
  // Prisma's raw queries cannot read bytes.
  const { rows } = await tx.query<{ start: Buffer | null }>(
    "SELECT substring(file FROM 1 FOR $3) AS start FROM import_run WHERE shop_id = $1 AND id = $2",
    [shopId, id, START],
  );
  return rows[0]?.start ?? null;
}

/** Long enough for a header and a row, each as long as may be. */
const START = 3 * 64 * 1024;

/** Finds an import; null when the shop has no such one. */
export async function findRun(database: Database, shopId: ShopId, id: ImportId): Promise<ImportRun | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.importRun.findUnique({ where: { shopId_id: { shopId, id } }, omit: { file: true } }),
  ]);
  return row ? runIn(row) : null;
}

/** The shop's imports, newest first. */
export async function listRuns(
  database: Database,
  shopId: ShopId,
): Promise<(ImportRun & { readonly refused: number })[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.importRun.findMany({
      where: { shopId },
      omit: { file: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 50,
    }),
  ]);
  return rows.map((row) => ({ ...runIn(row), refused: row.refused }));
}

/** A text that is another one whenever an import of the shop went on. */
export async function findImportPulse(database: Database, shopId: ShopId): Promise<string> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.importRun.findMany({
      where: { shopId },
      select: { id: true, state: true, progress: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 50,
    }),
  ]);
  return rows.map(({ id, state, progress }) => `${id} ${state} ${progress}`).join("-");
}

function runIn(row: {
  id: string;
  kind: string;
  fileName: string;
  columns: string[];
  choices: unknown;
  state: string;
  lines: number;
  progress: number;
  createdAt: Date;
  finishedAt: Date | null;
}): ImportRun {
  return {
    id: row.id as ImportId,
    kind: row.kind as ImportKind,
    fileName: row.fileName,
    columns: row.columns,
    choices: row.choices as Choices,
    state: row.state as ImportState,
    rows: row.lines,
    progress: row.progress,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
  };
}
