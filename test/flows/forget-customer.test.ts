import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { listRequests } from "#app/orders/privacy-requests.server.ts";
import { parseOrder } from "#app/shopify/payload.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import {
  CANARY,
  CANARY_LIFE,
  CANARY_WAITING,
  canaryOrder,
  code,
  redactBody,
  refund,
  THEIRS,
  tracesOfCanary,
  UNHEARD,
  WAITING,
} from "#test/support/canary.ts";
import { seedCreator, shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf, testKeys } from "#test/support/database.ts";
import { foundAnywhere } from "#test/support/everywhere.ts";
import { applyAll, deliver, send } from "#test/support/inbox.ts";
import { ADA, at, creatorId, customerId, GRACE, orderId } from "#test/support/make.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const database = await freshDb(8);
const shop = await shopOfAdaAndGrace(database, "demo.myshopify.com");
const MIA = creatorId("mia");
await seedCreator(database, shop, MIA, "MIA15", { name: "Mia", customerId: customerId(CANARY.id) });
const now = at("2026-03-10T12:00:00Z");
const later = at("2026-03-10T13:00:00Z");
const tell = (topic: string, text: string) => deliver(database, { topic, body: text }, now);

for (const [topic, text] of CANARY_LIFE) await tell(topic, text);
// These are due after the redact only.
for (const [topic, text] of CANARY_WAITING)
  await send(database, { topic, body: text }, at("2026-03-10T12:30:00Z"));

const decisions = async (): Promise<Record<string, unknown>[]> =>
  (await rowsOf(database, "attribution", shop)).map(({ customer_id, revision, touches, ...rest }) => ({
    ...rest,
    // By which visit somebody came is theirs, and goes.
    touches: (touches as { visit?: string }[]).map(({ visit, ...touch }) => touch),
  }));
const customersBehind = async () =>
  (await rowsOf(database, "figures_customer", shop))
    .map(({ credited, currency, orders }) => `${credited} ${currency} ${orders}`)
    .sort();
const distinct = async () =>
  new Set((await rowsOf(database, "orders", shop)).map((order) => order.customer_id)).size;
const bodyOf = async (webhookId: string) =>
  (await rowsOf(database, "inbox")).find((row) => row.webhook_id === webhookId)?.body;

const words = await tracesOfCanary(database, shop);
const before = {
  found: await foundAnywhere(database, words),
  figures: await figuresOf(database, shop),
  decisions: await decisions(),
  behind: await customersBehind(),
  distinct: await distinct(),
};
await deliver(
  database,
  { topic: "customers/redact", body: redactBody([...THEIRS, UNHEARD]), webhookId: "forget" },
  now,
);

/** Deliveries that are still due: they hold what they were sent with until they are applied. */
const STILL_DUE = "inbox.body:";

test("before, the canary sings everywhere it could: the search finds what there is to find", () => {
  const columns = new Set(before.found.map((place) => place.split(":")[0]));
  for (const column of [
    "attribution.customer_id",
    "attribution.touches",
    "creator.customer_id",
    "customer.id",
    "customer_email.customer_id",
    "customer_email.email_hash",
    "customer_merge.customer_id",
    "customer_merge.into_id",
    "figures_customer.customer_id",
    "inbox.body",
    "orders.buyer_id",
    "orders.customer_id",
    "orders.email_hash",
    "orders.landing_site",
    "orders.mailbox_hashes",
    "orders.referring_site",
    "orders.visits",
    "privacy_request.customer_id",
    "privacy_request.email_hash",
  ])
    expect(columns).toContain(column);
});

test("a customer who asked to be forgotten is nowhere in any table, only in what is still to be applied", async () => {
  const left = (await foundAnywhere(database, words)).filter((place) => !place.startsWith(STILL_DUE));
  expect(left).toEqual([]);
  const due = (await rowsOf(database, "inbox")).filter(
    (row) => row.body !== null && /canary/i.test(String(row.body)),
  );
  expect(due.map(({ state, topic }) => [state, topic])).toEqual([
    ["waiting", "orders/create"],
    ["waiting", "orders/updated"],
    ["waiting", "refunds/create"],
  ]);
});

test("no sum moves when a customer is forgotten, and distinct customers stay as many", async () => {
  expect(await figuresOf(database, shop)).toEqual(before.figures);
  expect(await recomputedFigures(database, shop)).toEqual(before.figures);
  expect(await decisions()).toEqual(before.decisions);
  expect(await customersBehind()).toEqual(before.behind);
  expect(await distinct()).toBe(before.distinct);
});

test("what could not be applied of a forgotten customer is discarded, and says why; the rest of the inbox stays", async () => {
  const inbox = await rowsOf(database, "inbox");
  const discarded = inbox.filter((row) => row.state === "discarded");
  expect(discarded.map(({ topic, reason, body }) => [topic, reason, body]).sort()).toEqual(
    [
      ["canaries/sing", "redacted", null],
      ["customers/update", "redacted", null],
      ["orders/updated", "redacted", null],
      ["orders/updated", "redacted", null],
    ].sort(),
  );
  expect(await bodyOf("forget")).toBeNull();
  expect(inbox.filter((row) => /bea@|carl@/.test(String(row.body)))).toHaveLength(2);
});

test("what waited is applied, the order is nobody's, and then it is nowhere, too", async () => {
  await applyAll(database, later);
  expect(await foundAnywhere(database, words)).toEqual([]);
  const [order] = await rowsOf(database, `orders WHERE id = '${orderId(WAITING)}'`);
  expect(order).toMatchObject({ net: "2000", customer_id: expect.stringMatching(/^redacted:[0-9a-z]{20}$/) });
  expect(await figuresOf(database, shop)).toEqual(await recomputedFigures(database, shop));
});

test("a late webhook, a duplicate, a refetch, an order first heard of now: the canary does not come back", async () => {
  const figures = await figuresOf(database, shop);
  const told = canaryOrder(5550002, code("grace5"));
  await tell(
    "orders/updated",
    canaryOrder(5550002, { ...code("grace5"), updated_at: "2026-03-11T00:00:00Z" }),
  );
  await tell("orders/paid", told);
  await deliver(database, { topic: "customers/redact", body: redactBody(THEIRS), webhookId: "forget" }, now);
  const hash = await findPersonHash(database, testKeys, shop);
  await inShop(database, shop, (tx) => recordOrder(tx, shop, parseOrder(told, hash), later, "fetched"));
  await tell(
    "orders/updated",
    canaryOrder(5550007, { ...code("ADA10"), updated_at: "2026-03-11T00:00:00Z" }),
  );
  await tell("refunds/create", refund(61, 5550002));
  expect(await figuresOf(database, shop)).toEqual(figures);
  await tell("orders/updated", canaryOrder(UNHEARD));
  expect(await foundAnywhere(database, words)).toEqual([]);
  expect(await figuresOf(database, shop)).toEqual(await recomputedFigures(database, shop));
});

test("the snapshot of a forgotten order told once more disputes nothing", async () => {
  const asked = async () => (await rowsOf(database, "outbox", shop)).length;
  const jobs = await asked();
  const same = canaryOrder(5550006, { ...code("GRACE5"), financial_status: "pending" });
  await tell("orders/updated", same);
  expect(await asked()).toBe(jobs);
});

test("deciding anew changes no decision about a forgotten buyer, not even that they were the creator", async () => {
  const decided = await decisions();
  for (const creator of [ADA, GRACE, MIA]) await reattribute(database, shop, creator);
  expect(await decisions()).toEqual(decided);
  expect(decided.filter(({ because }) => because === "self-referral")).toHaveLength(1);
  const creators = await rowsOf(database, "creator", shop);
  expect(creators.map(({ name, customer_id }) => [name, customer_id])).toContainEqual(["Mia", null]);
});

test("the requests say what was done, and of whom no more", async () => {
  const requests = await listRequests(database, shop);
  expect(requests).toMatchObject([
    {
      kind: "erase",
      customerId: null,
      orders: THEIRS.length,
      receivedAt: now,
      settledAt: now,
      isForgotten: true,
    },
    { id: "data-4", kind: "data", customerId: null, settledAt: now, isForgotten: true },
  ]);
});

test("being forgotten twice changes nothing more", async () => {
  const everything = async () =>
    Promise.all(
      ["orders", "attribution", "figures", "figures_customer", "customer", "customer_email", "creator"].map(
        (table) => rowsOf(database, table, shop),
      ),
    );
  const once = await everything();
  await tell("customers/redact", redactBody([...THEIRS, UNHEARD]));
  expect(await everything()).toEqual(once);
  const [again] = await listRequests(database, shop);
  expect(again).toMatchObject({ kind: "erase", orders: 0 });
  expect(
    (await rowsOf(database, "privacy_request", shop)).filter((row) => row.kind === "erase"),
  ).toHaveLength(2);
});

test("who buys again after being forgotten is a new customer", async () => {
  await tell("orders/create", canaryOrder(5550050));
  const [order] = await rowsOf(database, `orders WHERE id = '${orderId(5550050)}'`);
  expect(order).toMatchObject({ customer_id: `gid://shopify/Customer/${CANARY.id}` });
  const behind = await rowsOf(database, "figures_customer", shop);
  expect(behind.filter((row) => row.customer_id === order?.customer_id)).toMatchObject([{ orders: 1 }]);
  expect(await figuresOf(database, shop)).toEqual(await recomputedFigures(database, shop));
});
