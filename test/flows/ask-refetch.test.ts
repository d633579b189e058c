import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { recordEdit, recordOrder, recordRefund, type Source } from "#app/flows/record-order.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import type { Order } from "#app/orders/order.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { at, makeOrder, makeRefund, orderId } from "#test/support/make.ts";

const database = await freshDb(4);
const NOW = at("2026-04-01T12:00:00Z");
let number = 0;

const openShop = async () => (await installShop(database, `shop-${++number}.myshopify.com`)).id;
const tell = (shop: ShopId, order: Order, source: Source = "told") =>
  inShop(database, shop, (tx) => recordOrder(tx, shop, order, NOW, source));
const asked = async (shop: ShopId) =>
  (await rowsOf(database, "outbox", shop))
    .filter(({ kind }) => kind !== "read-journeys")
    .map(({ kind, payload, run_at }) => ({ kind, payload, run_at }));
const storedName = async (shop: ShopId) => (await rowsOf(database, "orders", shop))[0]?.name;

const one = makeOrder({ name: "#1001" });
const other = makeOrder({ name: "#1001-B" });

test("two bodies of one second are a dispute: Shopify is asked once, and what it says stands whatever comes again", async () => {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    const shop = await openShop();
    await tell(shop, first);
    expect(await asked(shop)).toEqual([]);
    for (let times = 0; times < 3; times++) await tell(shop, second);
    const job = { kind: "refetch-order", payload: { orderId: one.id, unlessSince: null }, run_at: NOW };
    expect(await asked(shop)).toEqual([job]);
    await tell(shop, one, "fetched");
    expect(await storedName(shop)).toBe("#1001");
    await tell(shop, other);
    expect(await storedName(shop)).toBe("#1001");
    const later = { ...other, updatedAt: at("2026-03-01T12:00:06Z") };
    await tell(shop, later);
    expect(await storedName(shop)).toBe("#1001-B");
  }
});

test("the same body again, or the same with another way to the shop, is no dispute", async () => {
  const shop = await openShop();
  await tell(shop, one);
  await tell(shop, one);
  await tell(shop, { ...one, landingSite: null, referringSite: "https://example.com" });
  expect(await asked(shop)).toEqual([]);
  const [row] = await rowsOf(database, "orders", shop);
  expect(row).toMatchObject({ landing_site: "/", referring_site: "https://example.com" });
  await tell(shop, { ...one, landingSite: null, updatedAt: at("2026-03-02") });
  expect((await rowsOf(database, "orders", shop))[0]).toMatchObject({ landing_site: "/" });
});

test("a refund of an order nobody has heard of asks for the order, a minute later", async () => {
  const shop = await openShop();
  const refund = makeRefund();
  for (let times = 0; times < 2; times++)
    await inShop(database, shop, (tx) => recordRefund(tx, shop, orderId(5), refund, NOW));
  expect(await asked(shop)).toEqual([
    {
      kind: "refetch-order",
      payload: { orderId: orderId(5), unlessSince: "1970-01-01T00:00:00.000Z" },
      run_at: at("2026-04-01T12:01:00Z"),
    },
  ]);
});

test("an edit asks for the order as it is since, a minute later", async () => {
  const shop = await openShop();
  const edit = { orderId: orderId(5), editedAt: at("2026-03-31T10:00:00Z") };
  await inShop(database, shop, (tx) => recordEdit(tx, shop, edit, NOW));
  expect(await asked(shop)).toMatchObject([
    {
      payload: { orderId: orderId(5), unlessSince: "2026-03-31T10:00:00.000Z" },
      run_at: at("2026-04-01T12:01:00Z"),
    },
  ]);
});
