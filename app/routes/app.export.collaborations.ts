import type { LoaderFunctionArgs } from "@remix-run/node";
import { readCollaborationsQuery } from "#app/creators/collaborations-query.ts";
import { db } from "#app/db.server.ts";
import { exportCollaborations } from "#app/flows/export-creators.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { csvDownload } from "#app/imports/download.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** Collaborations as CSV: those the list shows at the same address. */
export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const query = readCollaborationsQuery(new URL(request.url).searchParams);
  return csvDownload("collaborations.csv", exportCollaborations(db(), shop, query));
}
