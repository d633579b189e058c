import { driftOf, type Sight } from "#app/creators/drift.ts";
import { type Checked, type CodeToCheck, listToCheck, saveChecked } from "#app/creators/drifts.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { enqueueAnew, type JobOutcome } from "#app/queue/outbox.server.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import {
  LOOKED_AT,
  type ReadDiscount,
  readCodesOf,
  readDiscounts,
} from "#app/shopify/discount-sights.server.ts";
import { seenIn } from "#app/shopify/discount-terms.ts";
import { findDiscounts } from "#app/shopify/discounts.server.ts";

/** What a look is taken with. */
export type Looking = {
  readonly database: Database;
  readonly shop: { readonly id: ShopId; readonly domain: string };
  readonly graphql: AdminGraphql;
  readonly clock: () => Date;
};

/** What was looked at within this time is not looked at again by the hourly job: it may have been cut off, and goes on. */
const RECENT_MS = 50 * 60_000;
/** After so many steps others get their turn with Shopify's budget. */
const MOST_STEPS = 5;
const PAUSE_MS = 5_000;
/** From so many codes of ours on, a discount's codes are read page by page and not one by one. */
const MANY = 20;

/** Asks for a look at every code at once, beside the hourly one. */
export async function askCheck(database: Database, shopId: ShopId, now: Date): Promise<void> {
  const job = { kind: "check-codes", of: "asked", payload: { since: now.toISOString() } };
  await inShop(database, shopId, (tx) => enqueueAnew(tx, shopId, job, now));
}

/**
 * Looks whether Shopify still has our codes as they were made, 40 discounts at a time, and keeps what it found after each:
 * a kill, or a shop out of budget, costs one step. `since`: what was looked at later is not looked at again.
 */
export async function checkCodes(looking: Looking, since: Date | null): Promise<JobOutcome> {
  const { database, shop, clock } = looking;
  const before = since ?? new Date(clock().getTime() - RECENT_MS);
  for (let step = 1; step <= MOST_STEPS; step++) {
    const now = clock();
    const codes = await inShop(database, shop.id, (tx) => listToCheck(tx, shop.id, before, LOOKED_AT, now));
    if (codes.length === 0) return { state: "done" };
    const byDiscount = Map.groupBy(codes, ({ discountId }) => discountId);
    const discounts = await readDiscounts(looking.graphql, shop.domain, [...byDiscount.keys()]);
    const checked: Checked[] = [];
    for (const [discountId, ofIt] of byDiscount)
      checked.push(...(await checkDiscount(looking, ofIt, discounts.get(discountId) ?? null, now)));
    await inShop(database, shop.id, (tx) => saveChecked(tx, shop.id, checked, now));
  }
  return { state: "again", afterMs: PAUSE_MS, reason: "there are more codes to look at" };
}

async function checkDiscount(
  looking: Looking,
  codes: readonly CodeToCheck[],
  discount: ReadDiscount | null,
  now: Date,
): Promise<Checked[]> {
  const there = discount ? await codesThere(looking, codes, discount) : new Map<string, string>();
  return codes.map((code) => {
    const seen = discount && seenIn(discount.read, discount.scope, code.value);
    const sight: Sight = { discount: seen, code: there.get(code.key) ?? null };
    return { id: code.id, discountId: code.discountId, found: driftOf(code, sight, now) };
  });
}

/** What stands in the discount for each of our codes, by its key: itself, or, where one code was made another, that. */
async function codesThere(
  { graphql, shop }: Looking,
  codes: readonly CodeToCheck[],
  { read }: ReadDiscount,
): Promise<ReadonlyMap<string, string>> {
  const { codesCount, codes: shown } = read.codeDiscount;
  const [ours] = codes;
  const [only] = shown.nodes;
  if (ours && only && codes.length === 1 && codesCount?.count === 1) return new Map([[ours.key, only.code]]);
  if (codes.length > MANY) {
    const all = await readCodesOf(graphql, shop.domain, read.id);
    return new Map([...all].map(([key, { code }]) => [key, code]));
  }
  const texts = codes.map(({ code }) => code);
  const found = await findDiscounts(graphql, shop.domain, texts, "");
  return new Map(
    codes.filter(({ code }) => found.get(code)?.id === read.id).map(({ key, code }) => [key, code]),
  );
}
