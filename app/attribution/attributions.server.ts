import type { Attribution } from "#app/attribution/attribute.ts";
import { moveFigures, NOBODY, type Part, type Posted } from "#app/attribution/figures.server.ts";
import { linkedTo, moveLinkFigures } from "#app/attribution/linked.server.ts";
import { creditsOf, splitByCredits } from "#app/attribution/shares.ts";
import { type Touch, WHOLE } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/** What an order adds to the figures of whoever it is credited to. Amounts in minor units of `currency`. */
export type Posting = {
  readonly instant: Date;
  readonly currency: string;
  readonly customerId: CustomerId | null;
  readonly isCounted: boolean;
  readonly net: number;
  readonly refunded: number;
};

/**
 * Stores who an order is credited to and why, and moves the figures by the difference to what stood there before:
 * so it does not matter how often, or in which order, an order is told.
 */
export async function saveAttribution(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  attribution: Attribution,
  posting: Posting,
): Promise<void> {
  const before = await findPosted(tx, shopId, orderId);
  const parts = partsOf(attribution, posting);
  const isShared = parts.length > 1;
  await tx.query(
    `INSERT INTO attribution (shop_id, order_id, creator_id, otherwise_id, because, touches, instant, currency, customer_id,
       is_counted, net, refunded, link_id, linked_to, is_shared, rule)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     ON CONFLICT (shop_id, order_id) DO UPDATE SET creator_id = excluded.creator_id, otherwise_id = excluded.otherwise_id,
       because = excluded.because, touches = excluded.touches, instant = excluded.instant, currency = excluded.currency,
       customer_id = excluded.customer_id, is_counted = excluded.is_counted, net = excluded.net, refunded = excluded.refunded,
       link_id = excluded.link_id, linked_to = excluded.linked_to, is_shared = excluded.is_shared, rule = excluded.rule, revision = nextval('revision')`,
    [
      shopId,
      orderId,
      attribution.to,
      attribution.to === null ? attribution.otherwise : null,
      attribution.because,
      JSON.stringify(attribution.touches),
      posting.instant,
      posting.currency,
      posting.customerId,
      posting.isCounted,
      posting.net,
      posting.refunded,
      parts.find(({ credited }) => credited === attribution.to)?.linkId ?? null,
      linkedTo(attribution.touches),
      isShared,
      attribution.to !== null && attribution.rule ? JSON.stringify(attribution.rule) : null,
    ],
  );
  if (isShared || (before && before.parts.length > 1))
    await saveShares(tx, shopId, orderId, posting.instant, isShared ? parts : []);
  const after: Posted = { ...posting, parts };
  await moveFigures(tx, shopId, before, after);
  await moveLinkFigures(tx, shopId, before, after);
}

/** The touches of an order as they were decided; none when it was not decided yet. */
export async function findTouches(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<readonly Touch[]> {
  const { rows } = await tx.query<{ touches: readonly Touch[] }>(
    "SELECT touches FROM attribution WHERE shop_id = $1 AND order_id = $2",
    [shopId, orderId],
  );
  return rows[0]?.touches ?? [];
}

/** An order's parts: each creator's, or all of it nobody's. */
function partsOf(attribution: Attribution, { net, refunded }: Posting): Part[] {
  const credits = creditsOf(attribution);
  if (credits.length === 0) return [{ credited: NOBODY, linkId: null, share: WHOLE, net, refunded }];
  const nets = splitByCredits(net, credits);
  const refunds = splitByCredits(refunded, credits);
  return credits.map(({ creatorId, ...credit }, index) => ({
    ...{ ...credit, credited: creatorId },
    ...{ net: nets[index] ?? 0, refunded: refunds[index] ?? 0 },
  }));
}

async function saveShares(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  instant: Date,
  parts: readonly Part[],
): Promise<void> {
  await tx.query("DELETE FROM credit_share WHERE shop_id = $1 AND order_id = $2", [shopId, orderId]);
  if (parts.length === 0) return;
  await tx.query(
    `INSERT INTO credit_share (shop_id, order_id, creator_id, link_id, share, net, refunded, instant)
     SELECT $1, $2, u.*, $8 FROM unnest($3::text[], $4::text[], $5::int[], $6::bigint[], $7::bigint[])
       AS u (creator_id, link_id, share, net, refunded)`,
    [
      ...[shopId, orderId, parts.map((part) => part.credited), parts.map((part) => part.linkId)],
      ...[parts.map((part) => part.share), parts.map((part) => part.net), parts.map((part) => part.refunded)],
      instant,
    ],
  );
}

async function findPosted(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<Posted | null> {
  const { rows } = await tx.query(
    `SELECT creator_id, link_id, currency, customer_id, is_counted, net, refunded, CASE WHEN is_shared THEN (
       SELECT jsonb_agg(jsonb_build_object('credited', creator_id, 'linkId', link_id, 'share', share, 'net', net, 'refunded', refunded))
       FROM credit_share WHERE shop_id = $1 AND order_id = $2) END AS parts
     FROM attribution WHERE shop_id = $1 AND order_id = $2 FOR UPDATE`,
    [shopId, orderId],
  );
  const [row] = rows;
  if (!row) return null;
  const whole: Part = {
    ...{ credited: row.creator_id ?? NOBODY, linkId: row.link_id, share: WHOLE },
    ...{ net: Number(row.net), refunded: Number(row.refunded) },
  };
  const { currency, customer_id: customerId, is_counted: isCounted } = row;
  return { currency, customerId, isCounted, parts: row.parts ?? [whole] };
}
