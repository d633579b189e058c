import { expect, test } from "vitest";
import { NO_CONDITIONS } from "#app/creators/conditions.ts";
import { inShop } from "#app/db.server.ts";
import { enrollCreator } from "#app/flows/enroll-creator.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { at, makeOrder, orderId } from "#test/support/make.ts";

const database = await freshDb(3);
const NOW = at("2026-03-01T00:00:00Z");

test("a code credits up to the end of its last day, and no order placed later", async () => {
  const shop = await installShop(database);
  const hash = await findPersonHash(database, testKeys, shop.id);
  const conditions = { ...NO_CONDITIONS, endsAt: at("2026-03-11T00:00:00Z") };
  const enrolled = await enrollCreator(
    database,
    shop,
    hash,
    {
      ...{ name: "Ada", email: "", customerId: "", code: "ADA10", kind: "percent", value: "10" },
      ...{ creditFrom: NOW, conditions },
    },
    NOW,
  );
  const instants = ["2026-03-10T23:59:59Z", "2026-03-11T00:00:00Z", "2026-04-01T00:00:00Z"];
  for (const [index, instant] of instants.entries()) {
    const placed = { createdAt: at(instant), processedAt: at(instant) };
    const order = makeOrder({ id: orderId(index), codes: ["ada10"], ...placed });
    await inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, order, at("2026-05-01")));
  }
  const credited = (await rowsOf(database, "attribution", shop.id)).map(({ order_id, creator_id }) => [
    order_id,
    creator_id,
  ]);
  const ada = "id" in enrolled ? enrolled.id : "";
  expect(credited).toEqual([
    [orderId(0), ada],
    [orderId(1), null],
    [orderId(2), null],
  ]);
});
