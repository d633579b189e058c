import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { BlockStack, Page } from "@shopify/polaris";
import { listPrograms } from "#app/creators/programs.server.ts";
import { findRecruiting } from "#app/creators/recruiting.server.ts";
import { db, inShop } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { listApplicants, recruitingPulse } from "#app/flows/read-applications.server.ts";
import { changeRecruiting } from "#app/flows/save-recruiting.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash } from "#app/shopify/shops.server.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { AddressCard } from "#app/ui/admin/recruiting/address-card.tsx";
import { ApplicationsCard } from "#app/ui/admin/recruiting/applications-card.tsx";
import { readRecruitingFields } from "#app/ui/admin/recruiting/fields.ts";
import { SettingsCard } from "#app/ui/admin/recruiting/settings-card.tsx";
import {
  countOf,
  formatApplicationsQuery,
  readApplicationsQuery,
} from "#app/ui/admin/recruiting/shown-application.ts";

const SIZE = 25;

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("recruiting:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const query = readApplicationsQuery(new URL(request.url).searchParams);
  const pulse = await recruitingPulse(db(), shop.id);
  const { recruiting, terms } = await inShop(db(), shop.id, (tx) => findRecruiting(tx, shop.id));
  const programs = await listPrograms(db(), shop, recruiting.programId);
  const hash = await findPersonHash(db(), secretKeys(), shop.id);
  const state = query.filter === "all" ? null : query.filter;
  const list = await listApplicants(db(), shop.id, hash, { state, page: query.page, size: SIZE });
  const pages = Math.max(1, Math.ceil(countOf(list.counts, query.filter) / SIZE));
  if (query.page > pages)
    return redirect(`/app/recruiting${formatApplicationsQuery({ ...query, page: pages })}`);
  const address = new URL(`/join/${shop.domain.replace(/\.myshopify\.com$/, "")}`, env().SHOPIFY_APP_URL)
    .href;
  return json({
    ...{ pulse, pulseOf: "recruiting", query, pages, address, ...list },
    recruiting: { ...recruiting, terms },
    programs: programs.map(({ id, name }) => ({ id, name })),
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  if (form.get("intent") !== "save") throw new Response(null, { status: 400 });
  const refusal = await changeRecruiting(db(), shop.id, readRecruitingFields(form), new Date());
  return json({ refusal }, { status: refusal ? 422 : 200 });
}

export default function Recruiting() {
  const t = useWords();
  const { address, recruiting, programs, applicants, counts, query, pages } = useLoaderData<typeof loader>();
  const list = <ApplicationsCard applicants={applicants} counts={counts} query={query} pages={pages} />;
  const settings = <SettingsCard recruiting={recruiting} programs={programs} />;
  const isNew = countOf(counts, "all") === 0;
  return (
    <Page title={t("recruiting:title")}>
      <BlockStack gap="400">
        <AddressCard address={address} isOpen={recruiting.isOpen} />
        {isNew ? settings : list}
        {isNew ? list : settings}
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
