import type { ActionFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { exportCustomer } from "#app/flows/export-customer.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** A privacy request's file is made and handed over by a POST, because that settles the request. */
export function loader() {
  throw new Response(null, { status: 405, headers: { Allow: "POST" } });
}

/** Everything kept of the customer who asked, as a file to be saved. */
export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const id = /^[\w-]{1,64}$/.exec(params.id ?? "")?.[0];
  const made = id ? await exportCustomer(db(), shop, id, now) : null;
  if (!made) throw new Response(null, { status: 404 });
  return new Response(`${JSON.stringify(made.file, null, 2)}\n`, {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": `attachment; filename="${made.fileName}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}
