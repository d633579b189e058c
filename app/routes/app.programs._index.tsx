import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { Card, EmptyState, Page } from "@shopify/polaris";
import { figuresByProgram } from "#app/attribution/by-program.server.ts";
import { listAllPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { money } from "#app/kernel/money.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { ProgramsCard } from "#app/ui/admin/programs/programs-card.tsx";
import streams from "#app/ui/pictures/streams.svg";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("programs:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const [programs, figures] = await Promise.all([listAllPrograms(db(), shop), figuresByProgram(db(), shop)]);
  const none = { creators: 0, orders: 0, net: money(0, shop.currency) };
  return json({ programs: programs.map((each) => ({ ...each, ...(figures.get(each.id) ?? none) })) });
}

export default function Programs() {
  const t = useWords();
  const { programs } = useLoaderData<typeof loader>();
  const add = { content: t("programs:add"), url: "/app/programs/new" };
  if (programs.length > 0)
    return (
      <Page title={t("programs:title")} subtitle={t("programs:about")} primaryAction={add}>
        <ProgramsCard programs={programs} />
      </Page>
    );
  return (
    <Page title={t("programs:title")}>
      <Card>
        <EmptyState heading={t("programs:empty.title")} image={streams} action={add}>
          <p>{t("programs:empty.text")}</p>
        </EmptyState>
      </Card>
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
