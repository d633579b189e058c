import { randomBytes } from "node:crypto";
import { endHand, findHands, saveHand } from "#app/attribution/hands.server.ts";
import { lockCreator } from "#app/creators/creators.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { type CreatorId, newId, type OrderId, parseId, type ShopId } from "#app/kernel/id.ts";
import { findOrder, lockOrder } from "#app/orders/orders.server.ts";

/** The form that credits an order by hand, as typed: a creator's id, or "nobody". */
export type HandFields = { readonly creator: string; readonly reason: string };

/** What is wrong with each field; a field that is right is not named. */
export type HandRefusal = {
  readonly because: {
    readonly creator?: "missing" | "unknown";
    readonly reason?: "empty" | "too-long";
  };
};

const LONGEST_REASON = 500;

/**
 * Credits an order to a creator, or to nobody, by the merchant's word, whatever the rules say. What was said before is kept
 * in the log. The same word twice is one. Null when there is no such order.
 */
export async function creditByHand(
  database: Database,
  shopId: ShopId,
  orderId: OrderId,
  fields: HandFields,
  now: Date,
): Promise<{ readonly isSaved: true } | HandRefusal | null> {
  const word = parseHand(fields);
  if ("because" in word) return word;
  const { creatorId, reason } = word;
  return inShop(database, shopId, async (tx) => {
    if (!(await lockStored(tx, shopId, orderId))) return null;
    if (creatorId && !(await lockCreator(tx, shopId, creatorId))) return { because: { creator: "unknown" } };
    const stands = (await findHands(tx, shopId, [orderId])).get(orderId);
    if (stands?.creatorId === creatorId && stands.reason === reason) return { isSaved: true };
    await endHand(tx, shopId, orderId, now);
    const id = newId("handCredit", randomBytes(20));
    await saveHand(tx, shopId, orderId, { id, creatorId, reason, givenAt: now });
    await decideAnew(tx, shopId, orderId);
    return { isSaved: true };
  });
}

/** Takes the merchant's word on an order back: the rules decide again. Twice changes nothing. Null when there is no such order. */
export async function takeHandBack(
  database: Database,
  shopId: ShopId,
  orderId: OrderId,
  now: Date,
): Promise<{ readonly isSaved: true } | null> {
  return inShop(database, shopId, async (tx) => {
    if (!(await lockStored(tx, shopId, orderId))) return null;
    if (await endHand(tx, shopId, orderId, now)) await decideAnew(tx, shopId, orderId);
    return { isSaved: true };
  });
}

async function lockStored(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<boolean> {
  await lockOrder(tx, shopId, orderId);
  return (await findOrder(tx, shopId, orderId)) !== null;
}

function parseHand({ creator, reason: typed }: HandFields): HandRefusal | HandWord {
  const creatorId = creator === "nobody" ? null : parseId("creator", creator);
  const reason = typed.toWellFormed().replaceAll("\0", "").trim();
  const because = {
    ...(creator === "" && { creator: "missing" as const }),
    ...(creator !== "" && creator !== "nobody" && creatorId === null && { creator: "unknown" as const }),
    ...(reason === "" && { reason: "empty" as const }),
    ...([...reason].length > LONGEST_REASON && { reason: "too-long" as const }),
  };
  return Object.keys(because).length > 0 ? { because } : { creatorId, reason };
}

type HandWord = { readonly creatorId: CreatorId | null; readonly reason: string };
