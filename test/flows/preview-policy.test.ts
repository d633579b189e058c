import { expect, test } from "vitest";
import { readRules, savePolicy } from "#app/attribution/policies.server.ts";
import { DEFAULT_POLICY, type Policy, type PolicyFields } from "#app/attribution/policy.ts";
import { findPreview, notePreview } from "#app/attribution/previews.server.ts";
import { inShop, inSystem, withinShop } from "#app/db.server.ts";
import { creditByHand } from "#app/flows/credit-by-hand.server.ts";
import { decideSince } from "#app/flows/decide-since.server.ts";
import {
  askForPreview,
  cancelPreview,
  previewPolicy,
  savePreviewed,
} from "#app/flows/preview-policy.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { DecisionRunId, PreviewId } from "#app/kernel/id.ts";
import type { Month } from "#app/kernel/month.ts";
import { fieldsOf } from "#app/ui/admin/rules/shown-policy.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { shopsWithClicks } from "#test/support/links.ts";
import { ADA, at, GRACE, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { buyer, shopToPreview } from "#test/support/shop-to-preview.ts";
import { figuresOf, recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(8);
const shopWithClicks = shopsWithClicks(database);
const NOW = at("2026-04-02T12:00:00Z");
const clock = () => NOW;
const MARCH = { from: "2026-03" as Month, to: "2026-03" as Month };
const fields = (policy: Partial<Policy>): PolicyFields => fieldsOf({ ...DEFAULT_POLICY, ...policy });

const openShop = () => shopToPreview(database, shopWithClicks, NOW);
type Shop = Awaited<ReturnType<typeof openShop>>;

async function ask(shop: Shop, policy: Partial<Policy>, months = MARCH): Promise<PreviewId> {
  const asked = await askForPreview(database, shop, fields(policy), months, NOW);
  if ("because" in asked) throw new Error(JSON.stringify(asked));
  return asked.id;
}
async function work(shop: Shop, id: PreviewId) {
  const outcome = await previewPolicy(database, shop, id, clock);
  if (outcome.state === "done" && outcome.effects) {
    const { effects } = outcome;
    await inSystem(database, (tx) => withinShop(tx, shop.id, () => effects(tx)));
  }
  return (await findPreview(database, shop.id))?.result ?? null;
}
async function preview(shop: Shop, policy: Partial<Policy>, months = MARCH) {
  const result = await work(shop, await ask(shop, policy, months));
  if (!result) throw new Error("the preview came to nothing");
  return result;
}
async function decideAll(shop: Shop) {
  for (const run of await rowsOf(database, "decision_run", shop.id))
    await decideSince(database, shop.id, run.id as DecisionRunId, clock);
}
const holdings = async (shop: Shop) =>
  Object.fromEntries(
    ((await figuresOf(database, shop.id)) as { credited: string; orders: number; net: string }[]).map(
      ({ credited, orders, net }) => [credited, { orders, net: Number(net) }],
    ),
  );

test("a preview says which orders change hands, by how much, and for whom", async () => {
  const shop = await openShop();
  const found = await preview(shop, { model: "linear", first: "link" });
  expect(found).toMatchObject({ orders: 4, changed: 2, others: 0 });
  expect(found.totals).toEqual([
    { currency: "USD", moved: 15_001, before: { orders: 2, net: 20_001 }, after: { orders: 2, net: 20_001 } },
  ]);
  expect(found.creators).toEqual([
    { id: ADA, currency: "USD", before: { orders: 1, net: 10_000 }, after: { orders: 1, net: 5_001 } },
    { id: GRACE, currency: "USD", before: { orders: 1, net: 10_001 }, after: { orders: 2, net: 15_000 } },
  ]);
  expect(found.examples.map(({ id, moved, before, after }) => [id, moved, before, after])).toEqual([
    [orderId(1), 10_000, [ADA], [GRACE]],
    [orderId(2), 5_001, [GRACE], [ADA, GRACE]],
  ]);
});

test("cancelling leaves nothing: no row, no version, not a byte of another state", async () => {
  const shop = await openShop();
  const before = await stateOf(database, shop.id);
  const id = await ask(shop, { model: "linear" });
  await work(shop, id);
  await cancelPreview(database, shop.id, id);
  await cancelPreview(database, shop.id, id);
  expect(await findPreview(database, shop.id)).toBeNull();
  expect((await readRules(database, shop.id)).versions).toEqual([]);
  expect(await stateOf(database, shop.id)).toEqual(before);
  expect(await savePreviewed(database, shop, id, true, NOW)).toBeNull();
});

test("a preview that was cancelled, or asked for anew, while it was computed is given up", async () => {
  const shop = await openShop();
  const first = await ask(shop, { model: "first" });
  const second = await ask(shop, { model: "linear" });
  expect(await previewPolicy(database, shop, first, clock)).toEqual({ state: "done" });
  expect(await work(shop, second)).toMatchObject({ orders: 4 });
  const third = await ask(shop, { model: "linear" });
  const outcome = await previewPolicy(database, shop, third, clock);
  await cancelPreview(database, shop.id, third);
  if (outcome.state === "done" && outcome.effects) {
    const { effects } = outcome;
    await inSystem(database, (tx) => withinShop(tx, shop.id, () => effects(tx)));
  }
  expect(await findPreview(database, shop.id)).toBeNull();
});

test.each<[string, Partial<Policy>]>([
  ["all clicks share", { model: "linear", first: "link" }],
  ["the first click decides", { model: "first" }],
  ["a click counts for five days", { windowDays: 5 }],
  ["customers are bound for ever", { binding: "forever" }],
  [
    "customers are bound to the latest, for one order, by the first click",
    { binding: "orders", bindingCount: 1, bindingKeeps: "latest", model: "first" },
  ],
  ["the web is left out", { refusedSources: ["web"] }],
])(
  "what is previewed is what comes of saving it from then on, and of replaying it: %s",
  async (_, policy) => {
    const shop = await openShop();
    const months = { from: "2026-02" as Month, to: "2026-04" as Month };
    const before = await holdings(shop);
    const id = await ask(shop, policy, months);
    const found = await work(shop, id);
    expect(await savePreviewed(database, shop, id, true, NOW)).toEqual({ from: at("2026-02-01") });
    await decideAll(shop);
    const after = await holdings(shop);
    for (const { id: creator, before: was, after: is } of found?.creators ?? []) {
      expect(before[creator] ?? { orders: 0, net: 0 }).toEqual(was);
      expect(after[creator] ?? { orders: 0, net: 0 }).toEqual(is);
    }
    const told = new Set(found?.creators.map(({ id: creator }) => creator));
    for (const creator of [ADA, GRACE])
      if (!told.has(creator)) expect(after[creator]).toEqual(before[creator]);
    const state = await stateOf(database, shop.id);
    expect(await figuresOf(database, shop.id)).toEqual(await recomputedFigures(database, shop.id));
    await inShop(database, shop.id, async (tx) => {
      await tx.query(
        "UPDATE decision_run SET finished_at = NULL, after_instant = '1970-01-01', after_id = '' WHERE shop_id = $1",
        [shop.id],
      );
    });
    await decideAll(shop);
    expect(await stateOf(database, shop.id)).toEqual(state);
    expect(await findPreview(database, shop.id)).toBeNull();
  },
);

test("a binding is previewed by what earlier orders would have been, not by what they were", async () => {
  const shop = await openShop();
  const months = { from: "2026-02" as Month, to: "2026-03" as Month };
  const found = await preview(shop, { model: "first", binding: "forever" }, months);
  const hands = found.examples.map(({ id, before, after }) => [id, [before, after]]);
  expect(Object.fromEntries(hands)).toEqual({
    [orderId(2)]: [[GRACE], [ADA]],
    [orderId(3)]: [[GRACE], [ADA]],
    [orderId(4)]: [[], [ADA]],
  });
});

test("a preview that another took the place of writes nothing any more", async () => {
  const shop = await openShop();
  const id = await ask(shop, { model: "first" });
  await ask(shop, { model: "linear" });
  expect(await inShop(database, shop.id, (tx) => notePreview(tx, shop.id, id, { done: 99 }))).toBe(false);
  expect(await findPreview(database, shop.id)).toMatchObject({ done: 0, result: null });
});

test("saved from now on, past orders stay as they are", async () => {
  const shop = await openShop();
  const before = await stateOf(database, shop.id);
  const id = await ask(shop, { model: "linear", first: "link" });
  await work(shop, id);
  expect(await savePreviewed(database, shop, id, false, NOW)).toEqual({ from: NOW });
  await decideAll(shop);
  expect(await stateOf(database, shop.id)).toEqual(before);
});

test("a version from the past takes the place of those it covers, and leaves what was before", async () => {
  const shop = await openShop();
  await inShop(database, shop.id, (tx) =>
    savePolicy(
      tx,
      shop.id,
      { ...DEFAULT_POLICY, model: "first" },
      { from: at("2026-03-10"), now: at("2026-03-10") },
    ),
  );
  const found = await preview(shop, { windowDays: 1 }, { from: "2026-02" as Month, to: "2026-03" as Month });
  expect(found.changed).toBe(2);
  expect(found.totals[0]?.after).toEqual({ orders: 1, net: 10_000 });
});

test("what was credited by hand stays so under any policy", async () => {
  const shop = await openShop();
  await creditByHand(database, shop.id, orderId(2), { creator: GRACE, reason: "Hers." }, NOW);
  expect(await preview(shop, { model: "first" })).toMatchObject({ changed: 0, creators: [] });
});

test("five hundred orders and more are all looked at, whichever way", async () => {
  const shop = await openShop();
  await inShop(database, shop.id, async (tx) => {
    for (let n = 100; n < 1_110; n++)
      await recordOrder(
        tx,
        shop.id,
        makeOrder({
          id: orderId(n),
          buyer:
            n % 3 === 0 ? makeBuyer({ customerId: null, emailHash: null, mailboxHashes: [] }) : buyer(n % 40),
          codes: n % 2 === 0 ? ["GRACE5"] : [],
        }),
        NOW,
      );
  });
  for (const policy of [{ model: "first" }, { model: "first", binding: "forever" }] as const)
    expect((await preview(shop, policy)).orders).toBe(1_014);
}, 60_000);

test("a policy that cannot be is refused before anything is asked", async () => {
  const shop = await openShop();
  const asked = await askForPreview(database, shop, { ...fields({}), windowDays: "400" }, MARCH, NOW);
  expect(asked).toEqual({ because: { windowDays: "out-of-range" } });
  expect(await findPreview(database, shop.id)).toBeNull();
});
