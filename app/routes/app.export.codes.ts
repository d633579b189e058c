import type { LoaderFunctionArgs } from "@remix-run/node";
import { readCodesQuery } from "#app/creators/codes-query.ts";
import { db } from "#app/db.server.ts";
import { exportCodes } from "#app/flows/export-creators.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { csvDownload } from "#app/imports/download.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** Codes as CSV: those the codes' table shows at the same address. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const query = readCodesQuery(new URL(request.url).searchParams);
  return csvDownload("codes.csv", exportCodes(db(), shop, query, now));
}
