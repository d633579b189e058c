import type { Attribution } from "#app/attribution/attribute.ts";
import type { Channel } from "#app/attribution/channel.ts";
import { moveFigures, NOBODY, type Part, type Posted } from "#app/attribution/figures.server.ts";
import { linkedTo, moveLinkFigures } from "#app/attribution/linked.server.ts";
import type { Newness } from "#app/attribution/newness.ts";
import { creditsOf, splitByCredits } from "#app/attribution/shares.ts";
import { type Touch, WHOLE } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { CreatorId, CustomerId, OrderId, ShopId } from "#app/kernel/id.ts";

/** What an order adds to the figures of whoever it is credited to. Amounts in minor units of `currency`. */
export type Posting = {
  readonly instant: Date;
  readonly currency: string;
  readonly customerId: CustomerId | null;
  readonly isCounted: boolean;
  readonly net: number;
  readonly refunded: number;
  /** When its refund was complete; null: it is not. */
  readonly emptiedAt: Date | null;
  readonly newness: Newness;
  readonly channel: Channel;
};

/** How an order was decided before. */
export type Decided = {
  readonly to: CreatorId | null;
  readonly because: Attribution["because"];
  readonly touches: readonly Touch[];
  readonly posting: Posting;
  readonly posted: Posted;
};

/**
 * Stores who an order is credited to and why, and moves the figures by the difference to what stood there before:
 * so it does not matter how often, or in which order, an order is told.
 * @param decided what `findDecided` found in this transaction
 */
export async function saveAttribution(
  tx: Tx,
  shopId: ShopId,
  orderId: OrderId,
  attribution: Attribution,
  posting: Posting,
  decided: Decided | null,
): Promise<void> {
  const before = decided?.posted ?? null;
  const parts = partsOf(attribution, posting);
  const isShared = parts.length > 1;
  await tx.query(
    `INSERT INTO attribution (shop_id, order_id, creator_id, otherwise_id, because, touches, instant, currency, customer_id,
       is_counted, net, refunded, link_id, linked_to, is_shared, rule, emptied_at, newness, channel)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
     ON CONFLICT (shop_id, order_id) DO UPDATE SET creator_id = excluded.creator_id, otherwise_id = excluded.otherwise_id,
       because = excluded.because, touches = excluded.touches, instant = excluded.instant, currency = excluded.currency,
       customer_id = excluded.customer_id, is_counted = excluded.is_counted, net = excluded.net, refunded = excluded.refunded,
       link_id = excluded.link_id, linked_to = excluded.linked_to, is_shared = excluded.is_shared, rule = excluded.rule,
       emptied_at = excluded.emptied_at, newness = excluded.newness, channel = excluded.channel, revision = nextval('revision')`,
    [
      shopId,
      orderId,
      attribution.to,
      attribution.otherwise ?? null,
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
      ...[posting.emptiedAt, posting.newness, posting.channel],
    ],
  );
  if (isShared || (before && before.parts.length > 1))
    await saveShares(tx, shopId, orderId, posting.instant, isShared ? parts : []);
  const after: Posted = { ...posting, parts };
  await moveFigures(tx, shopId, before, after);
  moveLinkFigures(tx, shopId, before, after);
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

/** How an order was decided before; null when it was not. */
export async function findDecided(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<Decided | null> {
  const { rows } = await tx.query(
    `SELECT *, CASE WHEN is_shared THEN (
       SELECT jsonb_agg(jsonb_build_object('credited', creator_id, 'linkId', link_id, 'share', share, 'net', net, 'refunded', refunded))
       FROM credit_share WHERE shop_id = $1 AND order_id = $2) END AS parts
     FROM attribution WHERE shop_id = $1 AND order_id = $2`,
    [shopId, orderId],
  );
  const [row] = rows;
  if (!row) return null;
  const [net, refunded] = [Number(row.net), Number(row.refunded)];
  const whole: Part = {
    ...{ credited: row.creator_id ?? NOBODY, linkId: row.link_id, share: WHOLE, net, refunded },
  };
  const { instant, currency, customer_id: customerId, is_counted: isCounted } = row;
  const { creator_id: to, because, touches, emptied_at: emptiedAt, newness, channel } = row;
  return {
    ...{ to, because, touches },
    posting: { instant, currency, customerId, isCounted, net, refunded, emptiedAt, newness, channel },
    posted: { currency, customerId, isCounted, parts: row.parts ?? [whole] },
  };
}
