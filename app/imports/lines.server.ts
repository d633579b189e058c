import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { Decided, Outcome, Problem } from "#app/imports/import.ts";
import type { CreatorId, ImportId, ShopId } from "#app/kernel/id.ts";

/** A row of an import as its report shows it. */
export type ReportLine = Omit<Decided<never>, "write">;

/** How many rows came to each outcome, and how many creators they are about. */
export type Counts = Readonly<Record<Outcome, number>> & { readonly creators: number };

/** Keeps what became of rows; what stood there for them is replaced. */
export async function keepLines(
  tx: Tx,
  shopId: ShopId,
  id: ImportId,
  lines: readonly ReportLine[],
): Promise<void> {
  const column = <Value>(of: (line: ReportLine) => Value) => lines.map(of);
  await tx.query(
    `INSERT INTO import_line (shop_id, import_id, line, outcome, problems, name, code, creator_id)
     SELECT $1, $2, u.* FROM unnest($3::int[], $4::text[], $5::jsonb[], $6::text[], $7::text[], $8::text[])
       AS u (line, outcome, problems, name, code, creator_id)
     ON CONFLICT (shop_id, import_id, line) DO UPDATE SET outcome = excluded.outcome, problems = excluded.problems,
       name = excluded.name, code = excluded.code, creator_id = excluded.creator_id`,
    [
      ...[shopId, id, column((each) => each.line), column((each) => each.outcome)],
      column((each) => JSON.stringify(each.problems)),
      ...[column((each) => each.name), column((each) => each.code), column((each) => each.creatorId)],
    ],
  );
}

/** Forgets what was found out about an import's rows. */
export async function dropLines(tx: Tx, shopId: ShopId, id: ImportId): Promise<void> {
  await tx.query("DELETE FROM import_line WHERE shop_id = $1 AND import_id = $2", [shopId, id]);
}

/** Whom each row of an import is about, by line; null for those refused. */
export async function listDecided(
  tx: Tx,
  shopId: ShopId,
  id: ImportId,
): Promise<Map<number, CreatorId | null>> {
  const { rows } = await tx.query<{ line: number; creator_id: CreatorId | null }>(
    `SELECT line, CASE WHEN outcome <> 'refused' THEN creator_id END AS creator_id
     FROM import_line WHERE shop_id = $1 AND import_id = $2`,
    [shopId, id],
  );
  return new Map(rows.map(({ line, creator_id }) => [line, creator_id]));
}

/** The lines of an import that were refused, in their order, with why. */
export async function listRefused(
  database: Database,
  shopId: ShopId,
  id: ImportId,
): Promise<{ line: number; problems: readonly Problem[] }[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.importLine.findMany({
      where: { shopId, importId: id, outcome: "refused" },
      select: { line: true, problems: true },
      orderBy: { line: "asc" },
    }),
  ]);
  return rows.map(({ line, problems }) => ({ line, problems: problems as unknown as readonly Problem[] }));
}

/** A page of an import's report, those of one outcome or all. */
export async function listLines(
  database: Database,
  shopId: ShopId,
  id: ImportId,
  { outcome, page, size }: { outcome: Outcome | null; page: number; size: number },
): Promise<ReportLine[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.importLine.findMany({
      where: { shopId, importId: id, ...(outcome && { outcome }) },
      orderBy: { line: "asc" },
      skip: (page - 1) * size,
      take: size,
    }),
  ]);
  return rows.map((row) => ({
    line: row.line,
    outcome: row.outcome as Outcome,
    problems: row.problems as unknown as readonly Problem[],
    name: row.name,
    code: row.code,
    creatorId: row.creatorId as CreatorId | null,
  }));
}

/** Counts an import's rows by what became, or would become, of them. */
export async function countLines(database: Database, shopId: ShopId, id: ImportId): Promise<Counts> {
  const [rows, creators] = await readShop(database, shopId, (prisma) => [
    prisma.importLine.groupBy({
      by: ["outcome"],
      where: { shopId, importId: id },
      _count: true,
      orderBy: { outcome: "asc" },
    }),
    prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(DISTINCT creator_id) AS count FROM import_line
      WHERE shop_id = ${shopId} AND import_id = ${id} AND outcome IN ('new', 'changed')`,
  ]);
  const of = (outcome: Outcome) => rows.find((row) => row.outcome === outcome)?._count ?? 0;
  return {
    ...{ new: of("new"), changed: of("changed"), unchanged: of("unchanged"), refused: of("refused") },
    creators: Number(creators[0]?.count ?? 0),
  };
}
