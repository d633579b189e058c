import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { askReconcile } from "#app/flows/reconcile.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { HealthView } from "#app/ui/admin/health/health-view.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("health:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const health = await readHealth(db(), shop, now);
  return json({ pulse: healthPulse(health), pulseOf: "health", health, loadedAt: now });
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  if (form.get("intent") !== "check") throw new Response(null, { status: 400 });
  await askReconcile(db(), shop.id, new Date());
  return json({ refusal: null });
}

export default function Health() {
  const { health, loadedAt } = useLoaderData<typeof loader>();
  return <HealthView health={health} loadedAt={loadedAt} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
