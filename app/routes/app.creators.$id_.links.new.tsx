import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { findLinksOwner } from "#app/attribution/clicked.server.ts";
import { readRules } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import { addressBase } from "#app/creators/link.ts";
import { db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { makeLink, proposeSlug } from "#app/flows/give-link.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { LimitsCard } from "#app/ui/admin/links/limits-card.tsx";
import { LinkForm } from "#app/ui/admin/links/link-form.tsx";
import { readLinkFields } from "#app/ui/admin/links/link-shown.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { SaidOnceAway } from "#app/ui/admin/programs/said-once-away.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("links:new.title")) }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const id = parseId("creator", params.id ?? "");
  const creator = id && (await findLinksOwner(db(), shop.id, id));
  if (!creator) throw new Response(null, { status: 404 });
  const slug = await proposeSlug(db(), shop.id, creator.name);
  const base = addressBase(env().SHOPIFY_APP_URL, shop.domain);
  const { windowDays } = policyAt((await readRules(db(), shop.id)).versions, now);
  return json({
    creator,
    slug,
    windowDays,
    addresses: { base, hosts: [shop.primaryHost ?? shop.domain, shop.domain] },
  });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("creator", params.id ?? "");
  const form = await request.formData();
  const outcome = id && (await makeLink(db(), shop, id, readLinkFields(form), new Date()));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return redirect(`/app/creators/${id}/links/${outcome.id}`);
}

export default function NewLink() {
  const t = useWords();
  const shopify = useAppBridge();
  const { creator, slug, addresses, windowDays } = useLoaderData<typeof loader>();
  const before = { slug, title: "", path: "/", code: null, isNew: true };
  return (
    <Page
      title={t("links:new.title")}
      backAction={{ content: creator.name, url: `/app/creators/${creator.id}` }}
      narrowWidth
    >
      <BlockStack gap="400">
        <LinkForm before={before} codes={creator.codes} addresses={addresses} saveLabel={t("links:new.save")}>
          {(isSaving, values) => (
            <SaidOnceAway
              isSaving={isSaving}
              to={LINK_PAGE}
              onSay={() =>
                shopify.toast.show(t("links:new.done", { slug: values.slug.trim().toLowerCase() }))
              }
            />
          )}
        </LinkForm>
        <LimitsCard windowDays={windowDays} />
      </BlockStack>
    </Page>
  );
}

const LINK_PAGE = /\/links\/ln_\w+$/;

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
