import type pg from "pg";
import { type CodeUse, daysOf } from "#app/attribution/code-use.ts";
import { moveCodeDay } from "#app/attribution/moves.server.ts";
import type { Tx } from "#app/db.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/** What an order's uses are, on a day of the shop's zone, when these are those that stand. */
export type UsesNow = (day: string, stood: readonly CodeUse[]) => readonly CodeUse[];

/**
 * Keeps which creators' codes an order used in place of any before, and moves the codes' days by the difference, repeats
 * of its customers' other uses included. The caller holds the histories of `customers`, before and now.
 */
export async function moveUses(
  tx: Tx,
  shopId: ShopId,
  { orderId, instant, customers }: { orderId: OrderId; instant: Date; customers: readonly CustomerId[] },
  usesNow: UsesNow,
): Promise<void> {
  const { rows } = await tx.query(
    `SELECT clock.zone, code_use.* FROM (SELECT current_time_zone() AS zone) AS clock
     LEFT JOIN code_use ON shop_id = $1 AND (order_id = $2 OR customer_id = ANY($3))`,
    [shopId, orderId, customers],
  );
  const known = rows.filter((row) => row.order_id !== null).map(useIn);
  const stood = known.filter((use) => use.orderId === orderId);
  const others = known.filter((use) => use.orderId !== orderId);
  const uses = usesNow(dayIn(rows[0]?.zone ?? "UTC", instant), stood);
  moveDays(tx, shopId, known, [...others, ...uses]);
  const gone = stood.filter(({ key }) => !uses.some((use) => use.key === key)).map(({ key }) => key);
  if (gone.length > 0)
    await tx.query("DELETE FROM code_use WHERE shop_id = $1 AND order_id = $2 AND key = ANY($3)", [
      ...[shopId, orderId, gone],
    ]);
  if (uses.length > 0) await saveUses(tx, shopId, orderId, uses);
}

/**
 * Gives the customers of these orders new names, and takes out from where they came; who turns out to be two by that
 * has a first use of each code twice. The caller holds the customers' histories.
 */
export async function renameUsers(
  tx: Tx,
  shopId: ShopId,
  orderIds: readonly OrderId[],
  names: ReadonlyMap<CustomerId, CustomerId>,
): Promise<void> {
  const find = async () =>
    (
      await tx.query(
        "SELECT * FROM code_use WHERE shop_id = $1 AND (customer_id = ANY($2) OR order_id = ANY($3))",
        [shopId, [...names].flat(), orderIds],
      )
    ).rows.map(useIn);
  const stood = await find();
  if (stood.length === 0) return;
  await tx.query(
    `UPDATE code_use SET referrer = NULL, country = NULL,
       customer_id = coalesce((SELECT becomes FROM unnest($3::text[], $4::text[]) AS named (was, becomes) WHERE was = customer_id), customer_id)
     WHERE shop_id = $1 AND order_id = ANY($2)`,
    [shopId, orderIds, [...names.keys()], [...names.values()]],
  );
  moveDays(tx, shopId, stood, await find());
}

function moveDays(tx: Tx, shopId: ShopId, before: readonly CodeUse[], after: readonly CodeUse[]) {
  for (const [sign, uses] of [
    [-1, before],
    [1, after],
  ] as const)
    for (const { creatorId, key, counts } of daysOf(uses).values()) {
      const { day, ...by } = counts;
      const signed = Object.entries(by).map(([name, count]) => [name, sign * count] as const);
      moveCodeDay(tx, shopId, [creatorId, key, day], Object.fromEntries(signed));
    }
}

async function saveUses(tx: Tx, shopId: ShopId, orderId: OrderId, uses: readonly CodeUse[]): Promise<void> {
  await tx.query(
    `INSERT INTO code_use (shop_id, order_id, key, creator_id, instant, day, customer_id, is_touched, is_coupon, referrer, country)
     SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::boolean[],
       $9::boolean[], $10::text[], $11::text[])
     ON CONFLICT (shop_id, order_id, key) DO UPDATE SET creator_id = excluded.creator_id, instant = excluded.instant,
       day = excluded.day, customer_id = excluded.customer_id, is_touched = excluded.is_touched,
       is_coupon = excluded.is_coupon, referrer = excluded.referrer, country = excluded.country`,
    [
      ...[shopId, orderId, uses.map(({ key }) => key), uses.map(({ creatorId }) => creatorId)],
      ...[uses.map(({ instant }) => instant), uses.map(({ day }) => day)],
      ...[uses.map(({ customerId }) => customerId), uses.map(({ isTouched }) => isTouched)],
      ...[uses.map(({ isCoupon }) => isCoupon), uses.map(({ referrer }) => referrer)],
      uses.map(({ country }) => country),
    ],
  );
}

const useIn = (row: pg.QueryResultRow): CodeUse => ({
  ...{ orderId: row.order_id, creatorId: row.creator_id, key: row.key, instant: row.instant, day: row.day },
  ...{ customerId: row.customer_id, isTouched: row.is_touched, isCoupon: row.is_coupon },
  ...{ referrer: row.referrer, country: row.country },
});
