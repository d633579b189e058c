import { expect, test } from "vitest";
import { findAnalysis, noteAnalysis } from "#app/attribution/analyses.server.ts";
import { inShop } from "#app/db.server.ts";
import { analyse, askForAnalysis, exportAnalysis } from "#app/flows/analyse.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import type { Month } from "#app/kernel/month.ts";
import { freshDb } from "#test/support/database.ts";
import { shopsWithClicks } from "#test/support/links.ts";
import { ADA, at, GRACE, makeOrder, orderId } from "#test/support/make.ts";

const database = await freshDb(6);
const shopWithClicks = shopsWithClicks(database);
const NOW = at("2026-05-02");
const [FEB, MARCH] = ["2026-02", "2026-03"] as Month[];
/** Does all that is to be done now; jobs that ask Shopify wait. */
const done = async () => {
  const nobody = () => Promise.reject(new Error("nobody asks Shopify"));
  while ((await runNextJob(database, () => NOW, nobody)) !== false);
};

async function given() {
  const { id } = await shopWithClicks([
    ["vi_a", "ada", "2026-02-20T12:00:00Z"],
    ["vi_g", "grace", "2026-02-25T12:00:00Z"],
    ["vi_lost", "ada", "2026-03-02T12:00:00Z"],
  ]);
  const orders = [
    makeOrder({ id: orderId(1), visits: ["vi_a", "vi_g"] }),
    makeOrder({ id: orderId(2), codes: ["ADA10"] }),
    makeOrder({ id: orderId(3) }),
    makeOrder({ id: orderId(4), codes: ["ADA10"], financialStatus: "pending" }),
    makeOrder({ id: orderId(5), codes: ["ADA10"], processedAt: at("2026-04-01T00:00:00Z") }),
  ];
  for (const order of orders) await inShop(database, id, (tx) => recordOrder(tx, id, order, NOW));
  const shop = { id, currency: "USD", timeZone: "UTC" };
  return {
    shop,
    ask: (from = FEB as Month, to = MARCH as Month) => askForAnalysis(database, shop, { from, to }, NOW),
  };
}

test("what is asked for is computed by the worker: counted orders of its months to which a creator led", async () => {
  const { shop, ask } = await given();
  await ask();
  expect(await findAnalysis(database, shop.id)).toMatchObject({ asked: 1, total: 3, done: 0, result: null });
  await done();
  const kept = await findAnalysis(database, shop.id);
  expect(kept).toMatchObject({ done: 3, total: 3, finishedAt: NOW });
  expect(kept?.result).toMatchObject({ orders: 2, net: 20_000, lost: 1 });
  const ways = Object.fromEntries(kept?.result?.creators.map((each) => [each.id, each.ways]) ?? []);
  expect(ways[ADA]).toMatchObject({
    ...{ paid: { orders: 1, net: 10_000 }, first: { orders: 2 }, linear: { orders: 1.5, net: 15_000 } },
    shapley: { orders: 1.5, net: 15_000 },
  });
  expect(ways[GRACE]).toMatchObject({
    paid: { orders: 1 },
    last: { orders: 1, net: 10_000 },
    first: { orders: 0 },
  });
  expect(kept?.result?.overlap.cells[0]?.[1]).toEqual({ orders: 1, net: 10_000 });
});

test("asking again takes the place of what is under way: the older job writes nothing", async () => {
  const { shop, ask } = await given();
  await ask();
  await ask(FEB, FEB);
  await analyse(database, shop, 1, () => NOW);
  expect(await inShop(database, shop.id, (tx) => noteAnalysis(tx, shop.id, 1, { done: 3, at: NOW }))).toBe(
    false,
  );
  expect(await findAnalysis(database, shop.id)).toMatchObject({ asked: 2, toMonth: "2026-02", result: null });
  await done();
  expect((await findAnalysis(database, shop.id))?.result).toMatchObject({ orders: 0, creators: [] });
});

test("months are the shop's own: an order of the first minute of April there is not March's", async () => {
  const { shop } = await given();
  const late = makeOrder({ id: orderId(9), codes: ["ADA10"], processedAt: at("2026-03-31T22:30:00Z") });
  await inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, late, NOW));
  for (const [timeZone, total] of [
    ["UTC", 4],
    ["Europe/Berlin", 3],
  ] as const) {
    await askForAnalysis(database, { ...shop, timeZone }, { from: FEB as Month, to: MARCH as Month }, NOW);
    expect((await findAnalysis(database, shop.id))?.total).toBe(total);
  }
});

test("the file has a row for each creator and model, and one for each pair", async () => {
  const { shop, ask } = await given();
  await ask();
  await done();
  let text = "";
  for await (const piece of exportAnalysis(database, shop.id)) text += piece;
  const rows = text.trimEnd().split("\r\n");
  expect(rows[0]).toBe("\ufeffCreator,Model,Orders,Net,Currency,Lost without (%)");
  expect(rows).toContain("Ada Lovelace,linear,1.5,150.00,USD,");
  expect(rows).toContain("Grace Hopper,first,0,0.00,USD,");
  expect(rows.at(-1)).toMatch(
    /^(Ada Lovelace \+ Grace Hopper|Grace Hopper \+ Ada Lovelace),overlap,1,100.00,USD,$/,
  );
  expect(rows).toHaveLength(1 + 2 * 8 + 1);
});
