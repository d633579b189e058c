/** Computes one preview as the worker does, in a process of its own; tells its parent how long it took and what it held. */
import { inSystem, openDatabase, withinShop } from "#app/db.server.ts";
import { previewPolicy } from "#app/flows/preview-policy.server.ts";
import type { PreviewId } from "#app/kernel/id.ts";
import { findInstalledShop } from "#app/shopify/shops.server.ts";
import type { Previewed } from "#test/bench/part/preview.ts";

const database = openDatabase(process.env.DATABASE_URL ?? "", 2);
const shop = await findInstalledShop(database, process.env.SHOP ?? "");
if (!shop) throw new Error("The shop is not installed.");
let peak = 0;
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 20);
const began = performance.now();
const outcome = await previewPolicy(database, shop, process.argv[2] as PreviewId, () => new Date());
const seconds = (performance.now() - began) / 1000;
clearInterval(watching);
if (outcome.state === "done" && outcome.effects) {
  const { effects } = outcome;
  await inSystem(database, (tx) => withinShop(tx, shop.id, () => effects(tx)));
}
await database.close();
const told: Previewed = { seconds, peak: Math.round(peak / 2 ** 20) };
process.send?.(told, () => process.exit(0));
