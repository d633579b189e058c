import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { readComparison } from "#app/attribution/channels.server.ts";
import { totalFigures } from "#app/attribution/credited.server.ts";
import { findRun } from "#app/attribution/decided-since.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { CreditedTotals } from "#app/ui/admin/creators/credited-totals.tsx";
import { ComparisonCard } from "#app/ui/admin/home/comparison-card.tsx";
import { FirstSteps } from "#app/ui/admin/home/first-steps.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { RunBanner } from "#app/ui/admin/page/run-banner.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("home:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = await findPulse(db(), shop);
  const [totals, comparison, run] = await Promise.all([
    totalFigures(db(), shop),
    readComparison(db(), shop),
    findRun(db(), shop.id, now),
  ]);
  return json({ pulse, totals, comparison, run });
}

export default function Home() {
  const t = useWords();
  const { totals, comparison, run } = useLoaderData<typeof loader>();
  return (
    <Page title={t("home:title")}>
      <BlockStack gap="400">
        <RunBanner run={run} />
        {totals.creators === 0 && <FirstSteps />}
        <CreditedTotals totals={totals} />
        <ComparisonCard comparison={comparison} />
      </BlockStack>
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
