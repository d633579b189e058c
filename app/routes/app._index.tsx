import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { readHome } from "#app/flows/read-home.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { CreditedTotals } from "#app/ui/admin/creators/credited-totals.tsx";
import { ComparisonCard } from "#app/ui/admin/home/comparison-card.tsx";
import { FirstSteps } from "#app/ui/admin/home/first-steps.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { RunBanner } from "#app/ui/admin/page/run-banner.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { BackfillBanner } from "#app/ui/admin/past/backfill-banner.tsx";
import { HistoryNote } from "#app/ui/admin/past/history-note.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("home:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  return json({ ...(await readHome(db(), shop, now)), pulseOf: "home" });
}

export default function Home() {
  const t = useWords();
  const { totals, comparison, run, backfill } = useLoaderData<typeof loader>();
  return (
    <Page title={t("home:title")}>
      <BlockStack gap="400">
        <BackfillBanner backfill={backfill} />
        <RunBanner run={run} />
        {totals.creators === 0 && <FirstSteps />}
        <CreditedTotals totals={totals} />
        <ComparisonCard comparison={comparison} />
        <HistoryNote backfill={backfill} />
      </BlockStack>
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
