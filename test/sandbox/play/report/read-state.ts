import type { Reader } from "#test/sandbox/play/report/reader.ts";
import type { StateRows } from "#test/sandbox/play/report/state.ts";

const QUERIES = {
  orders: `SELECT id, customer_id AS "customerId", to_char(instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS instant,
     currency, is_test AS "isTest", cancelled_at IS NOT NULL AS "isCancelled", financial_status AS "financialStatus", net,
     net_before AS "netBefore" FROM orders WHERE shop_id = $1`,
  lines: `SELECT order_id AS "orderId", line_id AS "lineId", net, net_before AS "netBefore" FROM order_line WHERE shop_id = $1`,
  refunds: `SELECT order_id AS "orderId", refund_id AS "refundId", lines, adjustments FROM refund WHERE shop_id = $1`,
  customers: "SELECT id FROM customer WHERE shop_id = $1",
  creators: `SELECT creator.id, creator.name, coalesce(array_agg(code.code ORDER BY code.key) FILTER (WHERE code.id IS NOT NULL), '{}') AS codes
     FROM creator LEFT JOIN code ON code.shop_id = creator.shop_id AND code.creator_id = creator.id
     WHERE creator.shop_id = $1 GROUP BY creator.id, creator.name`,
  attributions: `SELECT order_id AS "orderId", creator_id AS "creatorId", otherwise_id AS "otherwiseId", because, is_counted AS "isCounted",
     net, refunded, touches FROM attribution WHERE shop_id = $1`,
  figures: "SELECT credited, currency, orders, customers, net, refunded FROM figures WHERE shop_id = $1",
} as const;

/** Reads from the app's tables what the state hash is made of. */
export async function readState(reader: Reader): Promise<StateRows> {
  const { shopId } = reader;
  const read = (name: keyof typeof QUERIES) => reader.shop(QUERIES[name], [shopId]);
  const state: Record<string, unknown[]> = {};
  for (const name of Object.keys(QUERIES) as (keyof typeof QUERIES)[]) state[name] = await read(name);
  state.customers = (state.customers as { id: string }[]).map(({ id }) => id);
  return state as unknown as StateRows;
}
