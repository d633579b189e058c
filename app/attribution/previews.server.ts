import type { Past } from "#app/attribution/binding.ts";
import { type Policy, wholePolicy } from "#app/attribution/policy.ts";
import type { Preview } from "#app/attribution/preview.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, PreviewId, ShopId } from "#app/kernel/id.ts";
import type { Month } from "#app/kernel/month.ts";

/** A policy that is not saved, and what it would change of the orders of some months (both included); `result` is null until it is finished. */
export type KeptPreview = {
  readonly id: PreviewId;
  readonly policy: Policy;
  readonly fromMonth: Month;
  readonly toMonth: Month;
  readonly total: number;
  readonly done: number;
  readonly result: Preview | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

/** Asks for a preview, in place of any before it. */
export async function askPreview(
  tx: Tx,
  shopId: ShopId,
  { id, policy, fromMonth, toMonth }: Pick<KeptPreview, "id" | "policy" | "fromMonth" | "toMonth">,
  span: Stretch,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO policy_preview (shop_id, id, policy, from_month, to_month, total, created_at)
     SELECT $1, $2, $3, $4, $5, count(*), $6 FROM attribution WHERE shop_id = $1 AND instant >= $7 AND instant < $8
     ON CONFLICT (shop_id) DO UPDATE SET id = excluded.id, policy = excluded.policy, from_month = excluded.from_month,
       to_month = excluded.to_month, total = excluded.total, done = 0, result = NULL, created_at = excluded.created_at, finished_at = NULL`,
    [shopId, id, JSON.stringify(policy), fromMonth, toMonth, now, span.from, span.to],
  );
}

/** Notes how far a preview is, or what it found. @returns whether it is still wanted */
export async function notePreview(
  tx: Tx,
  shopId: ShopId,
  id: PreviewId,
  { done, result, at }: { readonly done: number; readonly result?: Preview; readonly at?: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE policy_preview SET done = $3, total = CASE WHEN $5::timestamptz IS NULL THEN total ELSE $3 END, result = $4, finished_at = $5
     WHERE shop_id = $1 AND id = $2`,
    [shopId, id, done, result ? JSON.stringify(result) : null, at ?? null],
  );
  return rowCount === 1;
}

/** Removes a preview, and with it all it left. @returns the policy it was of, and its first month; null when it is not there */
export async function removePreview(
  tx: Tx,
  shopId: ShopId,
  id: PreviewId,
): Promise<Pick<KeptPreview, "policy" | "fromMonth"> | null> {
  const { rows } = await tx.query(
    `DELETE FROM policy_preview WHERE shop_id = $1 AND id = $2 RETURNING policy, from_month AS "fromMonth"`,
    [shopId, id],
  );
  const [row] = rows;
  return row ? { ...row, policy: wholePolicy(row.policy) } : null;
}

/** Finds the shop's preview; null when there is none. */
export async function findPreview(database: Database, shopId: ShopId): Promise<KeptPreview | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.policyPreview.findUnique({ where: { shopId } }),
  ]);
  const kept = row as unknown as KeptPreview | null;
  return kept && { ...kept, policy: wholePolicy(kept.policy) };
}

/** A text that is another one whenever the preview went on, or is another. */
export const previewPulse = (kept: KeptPreview | null): string =>
  kept ? `${kept.id}-${kept.done}-${Number(kept.finishedAt)}` : "";

/** From an instant up to, not including, another. */
export type Stretch = { readonly from: Date; readonly to: Date };

/** An order as it was decided, with its place among its customer's. `to` is as a binding sees it. */
export type PreviewedOrder = Omit<Past, "name"> & {
  readonly customerId: CustomerId | null;
  readonly creatorId: CreatorId | null;
  readonly currency: string;
  readonly net: number;
  readonly touches: readonly Touch[];
};

const COLUMNS = `order_id AS id, customer_id AS "customerId", instant, currency, net, is_counted AS "isCounted", newness,
  creator_id AS "creatorId", CASE WHEN because <> 'binding' THEN creator_id END AS "to", touches`;
const ordersIn = (rows: readonly (PreviewedOrder & { net: string | number })[]): PreviewedOrder[] =>
  rows.map((row) => ({ ...row, net: Number(row.net) }));

/** The orders of a stretch in sequence of time, so many from behind `after`; `isNobodys`: only those without a customer. */
export async function listByTime(
  tx: Tx,
  shopId: ShopId,
  { from, to }: Stretch,
  after: PreviewedOrder | null,
  limit: number,
  isNobodys = false,
): Promise<PreviewedOrder[]> {
  const { rows } = await tx.query<PreviewedOrder>(
    `SELECT ${COLUMNS} FROM attribution
     WHERE shop_id = $1 AND instant < $3 AND (instant, order_id) > ($2, $4) ${isNobodys ? "AND customer_id IS NULL" : ""}
     ORDER BY instant, order_id LIMIT $5`,
    [shopId, after?.instant ?? from, to, after?.id ?? "", limit],
  );
  return ordersIn(rows);
}

/** Every order up to a stretch's end of the customers who ordered in it, each customer's in sequence, so many from behind `after`. */
export async function listByCustomer(
  tx: Tx,
  shopId: ShopId,
  { from, to }: Stretch,
  after: PreviewedOrder | null,
  limit: number,
): Promise<PreviewedOrder[]> {
  const { rows } = await tx.query<PreviewedOrder>(
    `SELECT ${COLUMNS} FROM attribution
     WHERE shop_id = $1 AND customer_id IS NOT NULL AND instant < $3 AND (customer_id, instant, order_id) > ($4, $5, $6)
       AND EXISTS (SELECT 1 FROM attribution own WHERE own.shop_id = $1 AND own.customer_id = attribution.customer_id
         AND own.instant >= $2 AND own.instant < $3)
     ORDER BY customer_id, instant, order_id LIMIT $7`,
    [shopId, from, to, after?.customerId ?? "", after?.instant ?? new Date(0), after?.id ?? "", limit],
  );
  return ordersIn(rows);
}
