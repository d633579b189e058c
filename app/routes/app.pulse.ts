import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { findPulse } from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** Whether anything changed since a page was loaded: a text that is then another one. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  return json({ pulse: await findPulse(db(), shop) }, { headers: { "Cache-Control": "no-store" } });
}
