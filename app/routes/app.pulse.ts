import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { analysisPulse, findAnalysis } from "#app/attribution/analyses.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { findPreview, previewPulse } from "#app/attribution/previews.server.ts";
import { db } from "#app/db.server.ts";
import { tablePulse } from "#app/flows/change-creators.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { recruitingPulse } from "#app/flows/read-applications.server.ts";
import { codesPulse } from "#app/flows/read-codes.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { homePulse } from "#app/flows/read-home.server.ts";
import { findImportPulse } from "#app/imports/runs.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";

/** Whether anything changed since a page was loaded: a text that is then another one. `of` tells what the page shows, if not orders. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = await pulseOf(new URL(request.url).searchParams.get("of"), shop, now);
  return json({ pulse }, { headers: { "Cache-Control": "no-store" } });
}

async function pulseOf(what: string | null, shop: Shop, now: Date): Promise<string> {
  if (what === "home") return homePulse(db(), shop);
  if (what === "health") return healthPulse(await readHealth(db(), shop, now));
  if (what === "creators") return tablePulse(db(), shop, now);
  if (what === "codes") return codesPulse(db(), shop, now);
  if (what === "preview") return previewPulse(await findPreview(db(), shop.id));
  if (what === "analysis") return analysisPulse(await findAnalysis(db(), shop.id));
  if (what === "imports") return findImportPulse(db(), shop.id);
  return what === "recruiting" ? recruitingPulse(db(), shop.id) : findPulse(db(), shop);
}
