import { json, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { listCreators, totalFigures } from "#app/attribution/credited.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { CreatorsCard } from "#app/ui/admin/creators/creators-card.tsx";
import { formatCreatorsQuery, readCreatorsQuery } from "#app/ui/admin/creators/creators-query.ts";
import { CreditedTotals } from "#app/ui/admin/creators/credited-totals.tsx";
import { NoCreators } from "#app/ui/admin/creators/no-creators.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("creators:list.title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const query = readCreatorsQuery(new URL(request.url).searchParams);
  const pulse = await findPulse(db(), shop);
  const [totals, list] = await Promise.all([totalFigures(db(), shop), listCreators(db(), shop, query)]);
  if (query.page > list.pages) {
    return redirect(`/app/creators${formatCreatorsQuery({ ...query, page: list.pages })}`);
  }
  return json({ pulse, query, totals, ...list });
}

export default function Creators() {
  const t = useWords();
  const { query, totals, creators, total, pages } = useLoaderData<typeof loader>();
  const isEmpty = totals.creators === 0;
  return (
    <Page
      title={t("creators:list.title")}
      primaryAction={isEmpty ? undefined : { content: t("creators:list.add"), url: "/app/creators/new" }}
    >
      <BlockStack gap="400">
        {isEmpty && <NoCreators />}
        {(!isEmpty || totals.uncredited.orders > 0) && <CreditedTotals totals={totals} />}
        {!isEmpty && <CreatorsCard creators={creators} query={query} total={total} pages={pages} />}
      </BlockStack>
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
