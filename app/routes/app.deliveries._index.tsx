import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { listDeliveries, parseDeliveryId } from "#app/queue/deliveries.server.ts";
import { retryDeliveries } from "#app/queue/set-aside.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { DeliveriesView } from "#app/ui/admin/deliveries/deliveries-view.tsx";
import { readFilter } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

const DELIVERIES = 50;

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("deliveries:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const { searchParams } = new URL(request.url);
  const filter = readFilter(searchParams);
  const [older, newer] = ["older", "newer"].map((side) => parseDeliveryId(searchParams.get(side)));
  const pulse = healthPulse(await readHealth(db(), shop, now));
  const page = await listDeliveries(db(), shop.domain, { filter, older, newer, limit: DELIVERIES });
  return json({ pulse, pulseOf: "health", filter, page });
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  if (form.get("intent") !== "retry-all") throw new Response(null, { status: 400 });
  return json({ refusal: null, retried: await retryDeliveries(db(), shop.domain, new Date()) });
}

export default function Deliveries() {
  const { page, filter } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  return <DeliveriesView page={page} filter={filter} isPassed={params.has("older") || params.has("newer")} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
