import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { exampleOf } from "#app/flows/export-creators.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { csvDownload } from "#app/imports/download.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** An example of a file that can be imported, of `kind` creators or collaborations. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const isContent = new URL(request.url).searchParams.get("kind") === "collaborations";
  const kind = isContent ? "collaborations" : "creators";
  return csvDownload(`example-${kind}.csv`, [exampleOf(kind, shop, now)]);
}
