import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { healthPulse, readHealth } from "#app/flows/read-health.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { listRequests } from "#app/orders/privacy-requests.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { useNow } from "#app/ui/admin/page/clock.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { RequestsCard } from "#app/ui/admin/privacy/requests-card.tsx";
import { showRequest } from "#app/ui/admin/privacy/shown-request.ts";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("privacy:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = healthPulse(await readHealth(db(), shop, now));
  const requests = (await listRequests(db(), shop.id)).map(showRequest);
  return json({ pulse, pulseOf: "health", requests, loadedAt: now });
}

export default function PrivacyRequests() {
  const t = useWords();
  const { requests, loadedAt } = useLoaderData<typeof loader>();
  const now = useNow(loadedAt);
  return (
    <Page
      title={t("privacy:title")}
      subtitle={t("privacy:about")}
      backAction={{ content: t("privacy:back"), url: "/app/health" }}
    >
      <RequestsCard requests={requests} now={now} />
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
