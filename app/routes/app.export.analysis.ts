import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { exportAnalysis } from "#app/flows/analyse.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { csvDownload } from "#app/imports/download.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** The analysis that was computed last, as CSV. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  return csvDownload("attribution-models.csv", exportAnalysis(db(), shop.id));
}
