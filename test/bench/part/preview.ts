import pg from "pg";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import { findPreview } from "#app/attribution/previews.server.ts";
import { type Database, inShop, openDatabase } from "#app/db.server.ts";
import { askForPreview } from "#app/flows/preview-policy.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import type { Month } from "#app/kernel/month.ts";
import { saveJourneys } from "#app/orders/journeys.server.ts";
import { findInstalledShop, type Shop } from "#app/shopify/shops.server.ts";
import { fieldsOf } from "#app/ui/admin/rules/shown-policy.ts";
import { type Figure, figure } from "#test/bench/figures/figure.ts";
import { CODES } from "#test/bench/load/orders.ts";
import type { Bench, Part } from "#test/bench/part/bench.ts";
import { environmentOf } from "#test/bench/running/app.ts";
import type { Ground } from "#test/bench/running/ground.ts";
import { installShops } from "#test/bench/running/shop.ts";
import { at, customerId, makeBuyer, makeOrder, orderId } from "#test/support/make.ts";
import { copyOrders } from "#test/support/many-orders.ts";

const DOMAIN = "preview.myshopify.com";
const BASE = 700;
const CUSTOMERS = 235;
const MEGABYTES = 256;
/** Placed one an hour from here on. */
const OPENED = Number(at("2026-02-01T00:00:00Z"));
const HOUR_MS = 3_600_000;
const MONTHS = { from: "2026-02" as Month, to: "2026-03" as Month };
const CHANGES: readonly (readonly [string, Partial<Policy>])[] = [
  ["the first code decides, of clicks the first", { severalCodes: "first", model: "first" }],
  ["customers are bound for ever", { binding: "forever", severalCodes: "last" }],
];

/** What one preview told of itself. */
export type Previewed = { readonly seconds: number; readonly peak: number };

/** A shop with many orders, and other policies previewed over all of them by a process with little memory. */
export const preview: Part = async (bench) => {
  const ground = await bench.server.clone();
  await installShops(ground, [DOMAIN]);
  const database = openDatabase(ground.url, 4);
  const owner = new pg.Pool({ connectionString: ground.ownerUrl, max: 1 });
  try {
    const shop = await findInstalledShop(database, DOMAIN);
    if (!shop) throw new Error(`${DOMAIN} is not installed.`);
    await fill(database, shop);
    await copyOrders(owner, shop.id, Math.round(bench.sizes.previewed / BASE) - 1);
    bench.say(`preview: ${bench.sizes.previewed} orders are there`);
    const figures: Figure[] = [];
    for (const [what, policy] of CHANGES)
      figures.push(...(await measure(bench, ground, database, shop, what, policy)));
    return figures;
  } finally {
    await owner.end();
    await database.close();
  }
};

/** Orders with one code, with several, and with none; each customer has about three, of different kinds. */
async function fill(database: Database, { id: shopId }: Shop): Promise<void> {
  for (let n = 0; n < BASE; n++) {
    const placed = new Date(OPENED + n * HOUR_MS);
    const [one = "", other = ""] = [CODES[n % CODES.length], CODES[(n * 7 + 1) % CODES.length]];
    const customer = n % CUSTOMERS;
    const order = makeOrder({
      ...{ id: orderId(1_000 + n), createdAt: placed, processedAt: placed, updatedAt: placed },
      buyer: makeBuyer({ customerId: customerId(10_000 + customer), emailHash: null, mailboxHashes: [] }),
      codes: n % 3 === 0 ? [] : n % 3 === 1 ? [{ code: one, discount: 500 }] : codesOf(one, other),
    });
    // A customer's first order is known for one, so that it binds them.
    const known = new Map([
      [order.id, { visits: [], came: null, position: n === customer ? 1 : 2, orders: null }],
    ]);
    await inShop(database, shopId, async (tx) => {
      await saveJourneys(tx, shopId, known, placed);
      await recordOrder(tx, shopId, order, placed);
    });
  }
}

const codesOf = (one: string, other: string) => [
  { code: one, discount: 200 },
  { code: other, discount: 500 },
];

async function measure(
  { crew, sizes }: Bench,
  ground: Ground,
  database: Database,
  shop: Shop,
  what: string,
  policy: Partial<Policy>,
): Promise<Figure[]> {
  const asked = await askForPreview(
    database,
    shop,
    fieldsOf({ ...DEFAULT_POLICY, ...policy }),
    MONTHS,
    new Date(),
  );
  if ("because" in asked) throw new Error(`The policy was refused: ${JSON.stringify(asked.because)}`);
  const worker = crew.start(
    "preview",
    [`--max-old-space-size=${MEGABYTES}`, "test/bench/load/preview.ts", asked.id],
    { ...environmentOf(ground), SHOP: DOMAIN },
  );
  const { seconds, peak } = await worker.told<Previewed>();
  await worker.stop();
  const found = await findPreview(database, shop.id);
  const part = `preview: ${what}, with ${MEGABYTES} MB`;
  return [
    figure(part, "orders", found?.result?.orders ?? 0, "", { exactly: sizes.previewed }),
    figure(part, "orders that would change hands", found?.result?.changed ?? 0, "", { atLeast: 1 }),
    figure(part, "from the first order to the result", seconds, "s", { atMost: 30 }),
    figure(part, "memory at most, resident", peak, "MiB"),
  ];
}
