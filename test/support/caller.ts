/**
 * A process of the app's that does nothing but call a shop's Admin API: told `{ domain, times }` by its parent, it makes
 * so many calls at once and tells how each ended, "ok" or the error's words.
 */
import { adminOf, fetchShop } from "#app/shopify/admin-api.server.ts";

process.on("message", async ({ domain, times }: { domain: string; times: number }) => {
  const call = async () => fetchShop(await adminOf(domain), domain);
  const ends = await Promise.allSettled(Array.from({ length: times }, call));
  process.send?.(ends.map((end) => (end.status === "fulfilled" ? "ok" : String(end.reason))));
});
process.send?.("ready");
