import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCreatorPage } from "#app/attribution/credited.server.ts";
import {
  findPulse,
  formatCursor,
  listExplainedOrders,
  parseCursor,
} from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { editCreator, giveCreatorCode, pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { type CreatorId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash, type Shop } from "#app/shopify/shops.server.ts";
import { CreatorView } from "#app/ui/admin/creator/creator-view.tsx";
import { dayIn } from "#app/ui/admin/form/credit-from.ts";
import { readCodeFields, readCreatorFields } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

const ORDERS = 25;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.creator.name ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("creator", params.id ?? "");
  const pulse = await findPulse(db(), shop);
  const creator = id && (await findCreatorPage(db(), shop, id));
  if (!creator) throw new Response(null, { status: 404 });
  const { searchParams } = new URL(request.url);
  const [older, newer] = ["older", "newer"].map((side) => parseCursor(searchParams.get(side)));
  const page = await listExplainedOrders(db(), shop, { creatorId: creator.id, older, newer, limit: ORDERS });
  const { orders } = page;
  return json({
    ...{ pulse, creator, orders, today: dayIn(shop.timeZone, new Date()) },
    older: page.older && formatCursor(page.older),
    newer: page.newer && formatCursor(page.newer),
  });
}

type Change = (shop: Shop, id: CreatorId, form: FormData) => Promise<{ id: CreatorId } | Refusal | null>;
type Refusal = Exclude<Awaited<ReturnType<typeof giveCreatorCode>>, { id: CreatorId } | null>;

/** What a form on the page may ask for, by its `intent`. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["edit", edit],
  [
    "add-code",
    (shop, id, form) => giveCreatorCode(db(), shop, id, readCodeFields(form, shop.timeZone), new Date()),
  ],
  ["pause", (shop, id) => pauseCreator(db(), shop.id, id, true, new Date())],
  ["resume", (shop, id) => pauseCreator(db(), shop.id, id, false, new Date())],
]);

async function edit(shop: Shop, id: CreatorId, form: FormData) {
  const hash = await findPersonHash(db(), secretKeys(), shop.id);
  return editCreator(db(), shop, hash, id, readCreatorFields(form), new Date());
}

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseId("creator", params.id ?? "");
  const form = await request.formData();
  const change = CHANGES.get(String(form.get("intent")));
  if (!change) throw new Response(null, { status: 400 });
  const outcome = id && (await change(shop, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function CreatorRoute() {
  const { creator, today, orders, older, newer } = useLoaderData<typeof loader>();
  return <CreatorView key={creator.id} creator={creator} today={today} orders={{ orders, older, newer }} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
