import type { LoaderFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { findDelivery, parseDeliveryId } from "#app/queue/deliveries.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";

/** A delivery's body as it came, to be saved as a file: whatever is in it, no browser runs it. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseDeliveryId(params.id);
  const delivery = id ? await findDelivery(db(), shop.domain, id) : null;
  if (!delivery?.body) throw new Response(null, { status: 404 });
  const name = `${delivery.topic.replace(/[^a-z]+/gi, "-")}-${delivery.id}.json`;
  return new Response(new Uint8Array(delivery.body), {
    headers: {
      "Content-Type": "application/octet-stream",
      "Content-Disposition": `attachment; filename="${name}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}
