import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/** A wish to know what is kept: whom it is about, and, where Shopify numbers it, its number. */
type DataRequest = {
  readonly requestId: string | null;
  readonly customerId: CustomerId | null;
  readonly emailHash: string | null;
  readonly orderIds: readonly OrderId[];
};

/** What the law's page shows of a request. */
export type PrivacyRequest = {
  /** `data-` or `erase-` and letters, digits, dashes. */
  readonly id: string;
  readonly kind: "data" | "erase";
  /** Shopify's customer; null when only an e-mail was named, and once the person is forgotten. */
  readonly customerId: CustomerId | null;
  /** How many orders were made anonymous; null for a data request. */
  readonly orders: number | null;
  readonly receivedAt: Date;
  /** When the file was first downloaded, or the person forgotten. */
  readonly settledAt: Date | null;
  /** Whether the person asked to be forgotten since: there is nothing left to download. */
  readonly isForgotten: boolean;
};

/** Lists the requests of a shop's customers, newest first, the newest 200. */
export async function listRequests(database: Database, shopId: ShopId): Promise<PrivacyRequest[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.privacyRequest.findMany({
      where: { shopId },
      orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
      take: 200,
    }),
  ]);
  return rows.map((row) => {
    const isForgotten = row.customerId?.startsWith("redacted:") ?? false;
    return {
      id: row.id,
      kind: row.kind === "data" ? "data" : "erase",
      customerId: isForgotten ? null : (row.customerId as CustomerId | null),
      orders: row.orders,
      receivedAt: row.receivedAt,
      settledAt: row.settledAt,
      isForgotten,
    };
  });
}

/** Keeps a customer's wish to know what is kept of them; the same wish told again is one wish. */
export async function recordDataRequest(
  tx: Tx,
  shopId: ShopId,
  deliveryId: string,
  { requestId, customerId, emailHash, orderIds }: DataRequest,
  now: Date,
): Promise<void> {
  const id = requestId === null ? `data-delivery-${deliveryId}` : `data-${requestId}`;
  await tx.query(
    `INSERT INTO privacy_request (shop_id, id, kind, customer_id, email_hash, order_ids, received_at)
     VALUES ($1, $2, 'data', $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [shopId, id, customerId, emailHash, orderIds, now],
  );
}

/** Finds whom a data request is about; null when there is none, or when they were forgotten since. */
export async function findDataRequest(
  tx: Tx,
  shopId: ShopId,
  id: string,
): Promise<(Omit<DataRequest, "requestId"> & { receivedAt: Date }) | null> {
  const { rows } = await tx.query(
    `SELECT customer_id, email_hash, order_ids, received_at FROM privacy_request
     WHERE shop_id = $1 AND id = $2 AND kind = 'data' AND (customer_id IS NULL OR customer_id NOT LIKE 'redacted:%')`,
    [shopId, id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    customerId: row.customer_id,
    emailHash: row.email_hash,
    orderIds: row.order_ids,
    receivedAt: row.received_at,
  };
}

/** Records that a request was met; only the first time counts. */
export async function settleRequest(tx: Tx, shopId: ShopId, id: string, now: Date): Promise<void> {
  await tx.query(
    "UPDATE privacy_request SET settled_at = $3 WHERE shop_id = $1 AND id = $2 AND settled_at IS NULL",
    [shopId, id, now],
  );
}

/** Takes a person out of the requests they made before: nothing is left to download, and nothing is owed any more. */
export async function forgetRequests(
  tx: Tx,
  shopId: ShopId,
  person: {
    readonly customers: readonly CustomerId[];
    readonly emailHashes: readonly string[];
    readonly orderIds: readonly OrderId[];
  },
  nobody: CustomerId,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE privacy_request SET customer_id = $5, email_hash = NULL, order_ids = '{}', settled_at = coalesce(settled_at, $6)
     WHERE shop_id = $1 AND kind = 'data' AND (customer_id = ANY($2) OR email_hash = ANY($3)
       OR (customer_id IS NULL AND email_hash IS NULL AND order_ids && $4))`,
    [shopId, person.customers, person.emailHashes, person.orderIds, nobody, now],
  );
}

/** Keeps, as proof, that somebody was forgotten, and how many orders were made anonymous. */
export async function recordForgotten(
  tx: Tx,
  shopId: ShopId,
  deliveryId: string,
  { nobody, orders }: { nobody: CustomerId; orders: number },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO privacy_request (shop_id, id, kind, customer_id, order_ids, orders, received_at, settled_at)
     VALUES ($1, $2, 'erase', $3, '{}', $4, $5, $5) ON CONFLICT DO NOTHING`,
    [shopId, `erase-${deliveryId}`, nobody, orders, now],
  );
}
