import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { findPulse } from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** Whether anything changed since a page was loaded: a text that is then another one. `of=health`: of what stands on Health. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const isOfHealth = new URL(request.url).searchParams.get("of") === "health";
  const pulse = isOfHealth ? healthPulse(await readHealth(db(), shop, now)) : await findPulse(db(), shop);
  return json({ pulse }, { headers: { "Cache-Control": "no-store" } });
}
