import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { findDelivery, parseDeliveryId } from "#app/queue/deliveries.server.ts";
import { readable } from "#app/queue/readable.ts";
import { discardDelivery, retryDelivery } from "#app/queue/set-aside.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { DeliveryView } from "#app/ui/admin/deliveries/delivery-view.tsx";
import { SHOWN } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.delivery.topic ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const id = parseDeliveryId(params.id);
  const pulse = healthPulse(await readHealth(db(), shop, now));
  const found = id && (await findDelivery(db(), shop.domain, id));
  if (!found) throw new Response(null, { status: 404 });
  const delivery = { ...found, body: found.body && readable(found.body, SHOWN) };
  return json({ pulse, pulseOf: "health", delivery });
}

/** What a button on the page may ask for, by its `intent`. */
const WISHES = new Map([
  ["retry", retryDelivery],
  ["discard", discardDelivery],
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseDeliveryId(params.id);
  const form = await request.formData();
  const wish = WISHES.get(String(form.get("intent")));
  if (!wish) throw new Response(null, { status: 400 });
  const wished = id && (await wish(db(), shop.domain, id, new Date()));
  if (!wished) throw new Response(null, { status: 404 });
  return json({ refusal: null, wished });
}

export default function Delivery() {
  const { delivery } = useLoaderData<typeof loader>();
  return <DeliveryView key={delivery.id} delivery={delivery} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
