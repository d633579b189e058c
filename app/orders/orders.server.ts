import type pg from "pg";
import type { Tx } from "#app/db.server.ts";
import { contentHash } from "#app/kernel/hash.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";
import type { OrderWorth } from "#app/orders/counted.ts";
import { orderInstant } from "#app/orders/counted.ts";
import type { Order } from "#app/orders/order.ts";
import { progressOf, type Snapshot } from "#app/orders/refund.ts";

/** An order as it is kept: the newest snapshot, without refunds (those are kept apart and merged), and its customer. */
export type StoredOrder = Snapshot & { readonly order: Order; readonly customerId: CustomerId | null };

/** What tells this snapshot from another of the same second: all it says but what is joined (see `joined`), never replaced. */
export function snapshotOf(order: Order, isFetched: boolean): Snapshot {
  const { country: _, ...told } = order;
  const replaced = { ...told, refunds: [], landingSite: null, referringSite: null };
  return {
    updatedAt: order.updatedAt,
    isFetched,
    progress: progressOf(order),
    contentHash: contentHash(JSON.stringify(replaced)),
  };
}

/** Makes other transactions about the same order wait their turn. Its buyer's locks, where both are needed, come first (see `lockBuyer`). */
export async function lockOrder(tx: Tx, shopId: ShopId, id: OrderId): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${shopId} ${id}`]);
}

/** Finds the stored snapshot of an order. */
export async function findOrder(tx: Tx, shopId: ShopId, id: OrderId): Promise<StoredOrder | null> {
  return (await findOrders(tx, shopId, [id]))[0] ?? null;
}

/** Finds the stored snapshots of some orders; those that are not stored are missing. */
export async function findOrders(tx: Tx, shopId: ShopId, ids: readonly OrderId[]): Promise<StoredOrder[]> {
  const { rows } = await tx.query("SELECT * FROM orders WHERE shop_id = $1 AND id = ANY($2)", [shopId, ids]);
  if (rows.length === 0) return [];
  const partsIn = async (table: "order_line" | "order_code") => {
    const sql = `SELECT * FROM ${table} WHERE shop_id = $1 AND order_id = ANY($2) ORDER BY order_id, position`;
    return Map.groupBy((await tx.query(sql, [shopId, ids])).rows, (part) => part.order_id);
  };
  const lines = await partsIn("order_line");
  const codes = await partsIn("order_code");
  return rows.map((row) => storedIn(row, lines.get(row.id) ?? [], codes.get(row.id) ?? []));
}

type Row = pg.QueryResultRow;

function storedIn(row: Row, lines: readonly Row[], codes: readonly Row[]): StoredOrder {
  const order: Order = {
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    processedAt: row.processed_at,
    updatedAt: row.updated_at,
    cancelledAt: row.cancelled_at,
    fulfilledAt: row.fulfilled_at,
    isTest: row.is_test,
    financialStatus: row.financial_status,
    sourceName: row.source_name,
    currency: row.currency,
    taxesIncluded: row.taxes_included,
    buyer: {
      customerId: row.buyer_id,
      emailHash: row.email_hash,
      mailboxHashes: row.mailbox_hashes,
      phoneHashes: row.phone_hashes,
      door: row.house_hash === null ? null : { house: row.house_hash, flat: row.flat_hash },
    },
    lines: lines.map((line) => ({
      id: line.line_id,
      productId: line.product_id,
      variantId: line.variant_id,
      title: line.title,
      quantity: line.quantity,
      currentQuantity: line.current_quantity,
      price: Number(line.price),
      discount: Number(line.discount),
      tax: Number(line.tax),
      isGiftCard: line.is_gift_card,
      isTip: line.is_tip,
    })),
    refunds: [],
    codes: codes.map((used) => ({ code: used.code, discount: Number(used.discount) })),
    landingSite: row.landing_site,
    referringSite: row.referring_site,
    country: row.country,
    visits: row.visits,
  };
  return {
    order,
    updatedAt: row.updated_at,
    isFetched: row.is_fetched,
    progress: progressOf(order),
    contentHash: row.content_hash,
    customerId: row.customer_id,
  };
}

/** Keeps an order's snapshot in place of any before it: its lines with their worth, its codes, its customer. */
export async function saveOrder(
  tx: Tx,
  shopId: ShopId,
  { order, isFetched }: { order: Order; isFetched: boolean },
  codeKeys: readonly string[],
  customerId: CustomerId | null,
  worth: OrderWorth,
): Promise<void> {
  const { buyer } = order;
  const snapshot = snapshotOf(order, isFetched);
  const { rows } = await tx.query<{ is_new: boolean }>(
    `INSERT INTO orders (shop_id, id, name, instant, created_at, processed_at, updated_at, cancelled_at, content_hash, is_test,
       financial_status, source_name, currency, taxes_included, buyer_id, email_hash, mailbox_hashes, customer_id,
       landing_site, referring_site, visits, net_before, net, fulfilled_at, is_fetched, phone_hashes, house_hash, flat_hash, country, discount)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
       $26, $27, $28, $29, $30)
     ON CONFLICT (shop_id, id) DO UPDATE SET name = excluded.name, instant = excluded.instant, created_at = excluded.created_at,
       processed_at = excluded.processed_at, updated_at = excluded.updated_at, cancelled_at = excluded.cancelled_at,
       content_hash = excluded.content_hash, is_test = excluded.is_test, financial_status = excluded.financial_status,
       source_name = excluded.source_name, currency = excluded.currency, taxes_included = excluded.taxes_included,
       buyer_id = excluded.buyer_id, email_hash = excluded.email_hash, mailbox_hashes = excluded.mailbox_hashes,
       customer_id = excluded.customer_id, landing_site = excluded.landing_site, referring_site = excluded.referring_site,
       visits = excluded.visits, net_before = excluded.net_before, net = excluded.net,
       fulfilled_at = excluded.fulfilled_at, is_fetched = excluded.is_fetched, phone_hashes = excluded.phone_hashes,
       house_hash = excluded.house_hash, flat_hash = excluded.flat_hash, country = excluded.country,
       discount = excluded.discount
     RETURNING (xmax = 0) AS is_new`,
    [
      shopId,
      order.id,
      order.name,
      orderInstant(order),
      order.createdAt,
      order.processedAt,
      order.updatedAt,
      order.cancelledAt,
      snapshot.contentHash,
      order.isTest,
      order.financialStatus,
      order.sourceName,
      order.currency,
      order.taxesIncluded,
      buyer.customerId,
      buyer.emailHash,
      buyer.mailboxHashes,
      customerId,
      order.landingSite,
      order.referringSite,
      order.visits,
      worth.before,
      worth.net,
      order.fulfilledAt,
      isFetched,
      buyer.phoneHashes,
      buyer.door?.house ?? null,
      buyer.door?.flat ?? null,
      order.country,
      worth.discount,
    ],
  );
  if (!rows[0]?.is_new) await removeParts(tx, shopId, order.id);
  await insertLines(tx, shopId, order, worth);
  await insertCodes(tx, shopId, order, codeKeys);
}

async function removeParts(tx: Tx, shopId: ShopId, id: OrderId) {
  await tx.query("DELETE FROM order_line WHERE shop_id = $1 AND order_id = $2", [shopId, id]);
  await tx.query("DELETE FROM order_code WHERE shop_id = $1 AND order_id = $2", [shopId, id]);
}

async function insertLines(tx: Tx, shopId: ShopId, { id, lines }: Order, worth: OrderWorth) {
  const worthOfLine = new Map(worth.lines.map((line) => [line.lineId, line]));
  await tx.query(
    `INSERT INTO order_line (shop_id, order_id, line_id, position, product_id, variant_id, title, quantity, current_quantity,
       price, discount, tax, is_gift_card, is_tip, net_before, net)
     SELECT $1, $2, * FROM unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::int[], $9::int[],
       $10::bigint[], $11::bigint[], $12::bigint[], $13::boolean[], $14::boolean[], $15::bigint[], $16::bigint[])`,
    [
      shopId,
      id,
      lines.map((line) => line.id),
      lines.map((_, position) => position),
      lines.map((line) => line.productId),
      lines.map((line) => line.variantId),
      lines.map((line) => line.title),
      lines.map((line) => line.quantity),
      lines.map((line) => line.currentQuantity),
      lines.map((line) => line.price),
      lines.map((line) => line.discount),
      lines.map((line) => line.tax),
      lines.map((line) => line.isGiftCard),
      lines.map((line) => line.isTip),
      lines.map((line) => worthOfLine.get(line.id)?.before ?? 0),
      lines.map((line) => worthOfLine.get(line.id)?.net ?? 0),
    ],
  );
}

async function insertCodes(tx: Tx, shopId: ShopId, { id, codes }: Order, keys: readonly string[]) {
  if (codes.length === 0) return;
  await tx.query(
    `INSERT INTO order_code (shop_id, order_id, position, code, key, discount)
     SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[], $6::bigint[])`,
    [
      shopId,
      id,
      codes.map((_, position) => position),
      codes.map((used) => used.code),
      keys,
      codes.map((used) => used.discount),
    ],
  );
}

/** Orders that carry any of these codes, by id, `limit` at a time from behind `after`. */
export async function listOrdersWithCodes(
  tx: Tx,
  shopId: ShopId,
  keys: readonly string[],
  after: string,
  limit: number,
): Promise<OrderId[]> {
  const { rows } = await tx.query<{ order_id: OrderId }>(
    "SELECT DISTINCT order_id FROM order_code WHERE shop_id = $1 AND key = ANY($2) AND order_id > $3 ORDER BY order_id LIMIT $4",
    [shopId, keys, after, limit],
  );
  return rows.map((row) => row.order_id);
}
