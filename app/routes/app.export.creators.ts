import type { LoaderFunctionArgs } from "@remix-run/node";
import { readCreatorIds, readCreatorsQuery } from "#app/attribution/creators-query.ts";
import { db } from "#app/db.server.ts";
import { exportCreators } from "#app/flows/export-creators.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { csvDownload } from "#app/imports/download.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** Creators as CSV: those the creators' table shows at the same address, or those named by `ids`. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const { searchParams } = new URL(request.url);
  const ids = searchParams.get("ids");
  const picked = ids === null ? null : readCreatorIds(ids);
  return csvDownload("creators.csv", exportCreators(db(), shop, readCreatorsQuery(searchParams), picked));
}
