import type { ActionFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { keep } from "#app/queue/inbox.server.ts";
import { receive } from "#app/shopify/delivery.server.ts";

/** Every webhook: verified, stored, acknowledged. What throws here is a 500, and Shopify sends it again. */
export async function action({ request }: ActionFunctionArgs) {
  const delivery = await receive(request);
  await keep(db(), delivery, new Date());
  return new Response();
}

export const loader = () => new Response("Webhooks are POSTs.", { status: 405, headers: { Allow: "POST" } });
