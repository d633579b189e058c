import type { Analysis, DecidedOrder } from "#app/attribution/analysis.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { CreatorId, OrderId, ShopId } from "#app/kernel/id.ts";
import type { Month } from "#app/kernel/month.ts";

/** The months an analysis is of, both included, and the currency of its amounts. */
export type Stretch = { readonly fromMonth: Month; readonly toMonth: Month; readonly currency: string };

/** An analysis as it stands: `result` is null until it is finished. */
export type KeptAnalysis = Stretch & {
  readonly asked: number;
  readonly total: number;
  readonly done: number;
  readonly result: Analysis | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

/** Notes that an analysis is asked for, in place of any before it. @returns its number */
export async function askAnalysis(
  tx: Tx,
  shopId: ShopId,
  { fromMonth, toMonth, currency }: Stretch,
  total: number,
  now: Date,
): Promise<number> {
  const { rows } = await tx.query<{ asked: number }>(
    `INSERT INTO analysis (shop_id, from_month, to_month, currency, total, created_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (shop_id) DO UPDATE SET asked = analysis.asked + 1, from_month = excluded.from_month, to_month = excluded.to_month,
       currency = excluded.currency, total = excluded.total, done = 0, result = NULL, created_at = excluded.created_at, finished_at = NULL
     RETURNING asked`,
    [shopId, fromMonth, toMonth, currency, total, now],
  );
  return rows[0]?.asked ?? 0;
}

/** Notes how far an analysis is, or what it found; nothing where another was asked for meanwhile. @returns whether it is still wanted */
export async function noteAnalysis(
  tx: Tx,
  shopId: ShopId,
  asked: number,
  { done, result, at }: { readonly done: number; readonly result?: Analysis; readonly at?: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE analysis SET done = $3, total = CASE WHEN $5::timestamptz IS NULL THEN total ELSE $3 END, result = $4, finished_at = $5
     WHERE shop_id = $1 AND asked = $2`,
    [shopId, asked, done, result ? JSON.stringify(result) : null, at ?? null],
  );
  return rowCount === 1;
}

/** Finds the analysis that was asked for last; null when none was. */
export async function findAnalysis(database: Database, shopId: ShopId): Promise<KeptAnalysis | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.analysis.findUnique({ where: { shopId } }),
  ]);
  return row as unknown as KeptAnalysis | null;
}

/** A text that is another one whenever the analysis went on, or another was asked for. */
export const analysisPulse = (kept: KeptAnalysis | null): string =>
  kept ? `${kept.asked}-${kept.done}-${Number(kept.finishedAt)}` : "";

/** A stretch of time, from its first instant up to, not including, its last, and a currency. */
export type Span = { readonly from: Date; readonly to: Date; readonly currency: string };
type Cursor = { readonly instant: Date; readonly id: OrderId | "" };

const COUNTED = "FROM attribution WHERE shop_id = $1 AND instant < $3 AND is_counted AND currency = $4";

/** How many counted orders a span has. */
export async function countOrders(tx: Tx, shopId: ShopId, { from, to, currency }: Span): Promise<number> {
  const { rows } = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count ${COUNTED} AND instant >= $2`,
    [shopId, from, to, currency],
  );
  return rows[0]?.count ?? 0;
}

/** The counted orders of a span in sequence, so many at a time from behind `after`. */
export async function listDecided(
  tx: Tx,
  shopId: ShopId,
  { from, to, currency }: Span,
  after: Cursor | null,
  limit: number,
): Promise<(DecidedOrder & { readonly id: OrderId })[]> {
  const { rows } = await tx.query(
    `SELECT order_id AS id, instant, net, creator_id AS "to", touches ${COUNTED} AND (instant, order_id) > ($2, $5)
     ORDER BY instant, order_id LIMIT $6`,
    [shopId, after?.instant ?? from, to, currency, after?.id ?? "", limit],
  );
  return rows.map((row) => ({ ...row, net: Number(row.net) }));
}

/** The names of creators. */
export async function listNames(
  database: Database,
  shopId: ShopId,
  ids: readonly CreatorId[],
): Promise<Record<string, string>> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.creator.findMany({ where: { shopId, id: { in: [...ids] } }, select: { id: true, name: true } }),
  ]);
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}

/** How often the links of each creator were clicked in a span. */
export async function countClicks(
  tx: Tx,
  shopId: ShopId,
  { from, to }: Pick<Span, "from" | "to">,
): Promise<ReadonlyMap<CreatorId, number>> {
  const { rows } = await tx.query<{ id: CreatorId; count: number }>(
    "SELECT creator_id AS id, count(*)::int AS count FROM visit WHERE shop_id = $1 AND at >= $2 AND at < $3 GROUP BY 1",
    [shopId, from, to],
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}
