import { codeKey } from "#app/creators/code.ts";
import { isOver } from "#app/creators/drift.ts";
import { clearDrift } from "#app/creators/drifts.server.ts";
import { findCode, type KeptCode } from "#app/creators/kept-codes.server.ts";
import { askBack } from "#app/creators/replaced-codes.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import type { CodeId, ShopId } from "#app/kernel/id.ts";
import { enqueueAnew, type JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { type ReadDiscount, readCodesOf, readDiscounts } from "#app/shopify/discount-sights.server.ts";
import {
  activateDiscount,
  type DiscountAnswer,
  deactivateDiscount,
  endDiscount,
} from "#app/shopify/discounts.server.ts";
import { removeRedeemCodes } from "#app/shopify/redeem-codes.server.ts";

/** How long Shopify, or the job that makes the code, is given before it is looked at again. */
const LOOK_AGAIN_MS = 5_000;

/** Asks for a code to be on or off in Shopify as it is here, at `runAt`. */
export async function askAlignment(
  tx: Tx,
  shopId: ShopId,
  codeId: CodeId,
  now: Date,
  runAt = now,
): Promise<void> {
  await enqueueAnew(tx, shopId, { kind: "align-code", of: codeId, payload: { codeId } }, now, runAt);
}

/**
 * Sees to it that Shopify takes off by a code while it is neither paused nor at its end, and never else: of all that a
 * discount says, only whether it is on, and until when. A code that shares its discount with others is taken out of it and
 * put back. What a merchant made is left as it is. Done twice, or by two workers at once, it ends the same: each looks
 * before it acts, and again when it has.
 */
export async function alignCode(
  database: Database,
  shop: { readonly id: ShopId; readonly domain: string },
  graphql: AdminGraphql,
  id: CodeId,
  clock: () => Date,
): Promise<JobOutcome> {
  const find = () => inShop(database, shop.id, (tx) => findCode(tx, shop.id, id));
  const code = await find();
  if (!code || code.origin === "adopted" || code.state === "refused") return { state: "done" };
  if (code.state === "creating")
    return { state: "again", afterMs: LOOK_AGAIN_MS, reason: "Shopify does not have the code yet" };
  const { discountId } = code;
  const discount = discountId && (await readDiscounts(graphql, shop.domain, [discountId])).get(discountId);
  // One that is gone is drift, and said so.
  if (!discount) return { state: "done" };
  const isOn = isWanted(code, clock());
  const isShared = code.batchId !== null && (discount.read.codeDiscount.codesCount?.count ?? 1) > 1;
  const done = isShared
    ? await alignShared({ database, shop, graphql, clock }, code, discount, isOn)
    : await alignAlone(graphql, shop.domain, code, discount, isOn);
  if ("because" in done) throw new Error(`Shopify refused it: ${done.message}`);
  const after = await find();
  if (after && isWanted(after, clock()) !== isOn)
    return { state: "again", afterMs: 0, reason: "the merchant changed their mind meanwhile" };
  return {
    state: "done",
    effects: (tx) => clearDrift(tx, shop.id, { discountId: discount.read.id, drift: "ended", id }, clock()),
  };
}

/** Whether a code shall take something off now. */
const isWanted = (code: KeptCode, now: Date) =>
  !code.isPaused && !isOver(code, now) && (code.heldTo === null || code.heldTo > now);

async function alignAlone(
  graphql: AdminGraphql,
  domain: string,
  code: KeptCode,
  { read }: ReadDiscount,
  isOn: boolean,
): Promise<DiscountAnswer> {
  const { status, endsAt } = read.codeDiscount;
  const { id } = read;
  if (!isOn) return status === "ACTIVE" ? deactivateDiscount(graphql, domain, id) : { id };
  const activated = status === "EXPIRED" ? await activateDiscount(graphql, domain, id) : { id };
  const wanted = code.conditions.endsAt ?? null;
  const isSame = status !== "EXPIRED" && secondsOf(endsAt) === secondsOf(wanted);
  return "because" in activated || isSame ? activated : endDiscount(graphql, domain, id, code, wanted);
}

/** Shopify's instants are whole seconds. */
const secondsOf = (instant: string | null) => instant && Math.floor(Date.parse(instant) / 1000);

type Reach = {
  readonly database: Database;
  readonly shop: { readonly id: ShopId; readonly domain: string };
  readonly graphql: AdminGraphql;
  readonly clock: () => Date;
};

async function alignShared(
  { database, shop, graphql, clock }: Reach,
  { id, code, batchId }: KeptCode,
  { read }: ReadDiscount,
  isOn: boolean,
): Promise<DiscountAnswer> {
  const there = (await readCodesOf(graphql, shop.domain, read.id)).get(codeKey(code));
  if (!isOn) return there ? removeRedeemCodes(graphql, shop.domain, read.id, [there.id]) : { id: read.id };
  if (!there && batchId)
    await inShop(database, shop.id, async (tx) => {
      await askBack(tx, shop.id, id);
      await enqueueAnew(tx, shop.id, { kind: "bulk-codes", of: batchId, payload: { batchId } }, clock());
    });
  return { id: read.id };
}
