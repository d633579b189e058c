import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findLinkPage } from "#app/attribution/clicked.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { readRules } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import { addressBase } from "#app/creators/link.ts";
import { db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { editLink, stopLink } from "#app/flows/give-link.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { type CreatorId, type LinkId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { readLinkFields } from "#app/ui/admin/links/link-shown.ts";
import { LinkView } from "#app/ui/admin/links/link-view.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data ? data.link.title || data.link.slug : wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const [creatorId, id] = idsOf(params);
  const pulse = await findPulse(db(), shop);
  const page = creatorId && id && (await findLinkPage(db(), shop, creatorId, id));
  if (!page) throw new Response(null, { status: 404 });
  const base = addressBase(env().SHOPIFY_APP_URL, shop.domain);
  const { windowDays } = policyAt((await readRules(db(), shop.id)).versions, now);
  return json({
    pulse,
    ...page,
    windowDays,
    addresses: { base, hosts: [shop.primaryHost ?? shop.domain, shop.domain] },
  });
}

const idsOf = (params: LoaderFunctionArgs["params"]) =>
  [parseId("creator", params.id ?? ""), parseId("link", params.linkId ?? "")] as const;

type Change = (shop: Shop, creatorId: CreatorId, id: LinkId, form: FormData) => ReturnType<typeof editLink>;

/** What a form on the page may ask for, by its `intent`. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["edit", (shop, creatorId, id, form) => editLink(db(), shop, creatorId, id, readLinkFields(form))],
  ["end", (shop, creatorId, id) => stopLink(db(), shop.id, creatorId, id, true, new Date())],
  ["reinstate", (shop, creatorId, id) => stopLink(db(), shop.id, creatorId, id, false, new Date())],
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const [creatorId, id] = idsOf(params);
  const form = await request.formData();
  const change = CHANGES.get(String(form.get("intent")));
  if (!change) throw new Response(null, { status: 400 });
  const outcome = creatorId && id && (await change(shop, creatorId, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function LinkRoute() {
  const { link, creator, addresses, windowDays } = useLoaderData<typeof loader>();
  return <LinkView key={link.id} {...{ link, creator, addresses, windowDays }} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
