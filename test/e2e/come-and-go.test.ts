import { expect, test } from "vitest";
import { runApp } from "#test/e2e/running-app.ts";
import { install } from "#test/sandbox/play/enroll.ts";
import { askApp } from "#test/sandbox/play/running/ask-app.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

// One story, told in order: each test goes on where the one before it ended.
const database = await freshDb(4);
const { standIn, notices } = await runApp(database.url, 5600);
await install(standIn);

const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);
const SOON = { timeout: 30_000, interval: 200 };
const lines = [{ title: "Mug", price: "5.00", quantity: 2 }];
const buy = (customerId: string, over = {}) =>
  standIn.shop.placeOrder({ at: now(), customerId, email: `${customerId}@example.com`, lines, ...over });
const orders = async () => (await rowsOf(database, "orders")).map(({ name }) => name).toSorted();

/** Waits until the app has applied all it was told, and says what it could not. */
async function applied(): Promise<unknown[]> {
  await standIn.deliveries.drain();
  const waiting = async () =>
    (await rowsOf(database, "inbox")).filter(({ state }) => state === "waiting").length;
  await expect.poll(waiting, SOON).toBe(0);
  const rows = await rowsOf(database, "inbox");
  return rows
    .filter(({ state }) => state === "parked" || state === "quarantined")
    .map(({ topic, state, reason }) => [topic, state, reason]);
}

test("all that can happen to an order and to its customer is taken as it is told", async () => {
  const { id: orderId, name } = await buy("77", { financialStatus: "pending" });
  await buy("78");
  await standIn.shop.payOrder({ orderId, at: now() });
  await standIn.shop.editOrder({ orderId, at: now(), add: lines, remove: [{ line: 0, quantity: 1 }] });
  await standIn.shop.payOrder({ orderId, at: now() });
  await standIn.shop.fulfilOrder({ orderId, at: now() });
  await standIn.shop.saveCustomer({ id: "78", email: "new@example.com", at: now() });
  await standIn.shop.mergeCustomers({ keptId: "78", deletedId: "77", at: now() });
  await standIn.life.requestData("78");
  expect(await applied()).toEqual([]);
  const order = (await rowsOf(database, "orders")).find((row) => row.name === name);
  expect(order).toMatchObject({ financial_status: "paid", fulfilled_at: expect.anything() });
  const [request] = await rowsOf(database, "privacy_request");
  expect(request).toBeDefined();
});

test("uninstalled, it is told of no order; back again, it finds what it missed by checking with Shopify", async () => {
  await standIn.life.uninstall();
  expect(await applied()).toEqual([]);
  await buy("79");
  await standIn.deliveries.drain();
  expect(await orders()).toEqual(["#1001", "#1002"]);
  await standIn.life.reinstall();
  await install(standIn);
  const { status } = await askApp(standIn, "/app/health?_data=routes%2Fapp.health", { intent: "check" });
  expect(status).toBeLessThan(400);
  await expect.poll(orders, { timeout: 60_000, interval: 200 }).toEqual(["#1001", "#1002", "#1003"]);
}, 90_000);

test("shop/redact of the uninstall before the return changes nothing; of a new one it leaves no row", async () => {
  await standIn.life.redactShop();
  expect(await applied()).toEqual([]);
  expect(await orders()).toHaveLength(3);
  await standIn.life.uninstall();
  await standIn.life.redactShop();
  await standIn.deliveries.drain();
  const left = async () =>
    [...(await rowsOf(database, "orders")), ...(await rowsOf(database, "shop"))].length;
  await expect.poll(left, SOON).toBe(0);
}, 60_000);

test("through all of it no process died", () => {
  expect(notices).toEqual([]);
});
