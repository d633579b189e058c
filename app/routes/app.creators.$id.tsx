import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { formatCursor, parseCursor } from "#app/attribution/explained.server.ts";
import { formatPlace, parsePlace } from "#app/attribution/timeline.ts";
import { addressBase } from "#app/creators/link.ts";
import { db } from "#app/db.server.ts";
import { env } from "#app/env.server.ts";
import { editCreator, giveCreatorCode, pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { readCreator } from "#app/flows/read-creator.server.ts";
import { namedCountries } from "#app/kernel/country.ts";
import { dayIn } from "#app/kernel/day.ts";
import { type CreatorId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { secretKeys } from "#app/shopify/shopify.server.ts";
import { findPersonHash, type Shop } from "#app/shopify/shops.server.ts";
import { CreatorView } from "#app/ui/admin/creator/creator-view.tsx";
import { EARLIER, LATER } from "#app/ui/admin/creator/timeline-shown.ts";
import { readCodeFields, readContactFields, readCreatorFields } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.creator.name ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const id = parseId("creator", params.id ?? "");
  const { searchParams } = new URL(request.url);
  const [older = null, newer = null] = ["older", "newer"].map((side) => parseCursor(searchParams.get(side)));
  const [earlier = null, later = null] = [EARLIER, LATER].map((side) => parsePlace(searchParams.get(side)));
  const read = await readCreator(db(), shop, id, { older, newer, earlier, later }, now);
  if (!read) throw new Response(null, { status: 404 });
  const { pulse, creator, programs, links, page, story, made } = read;
  return json({
    ...{ pulse, creator, programs, links, linkBase: addressBase(env().SHOPIFY_APP_URL, shop.domain) },
    ...{ today: dayIn(shop.timeZone, now), made, countries: namedCountries(LANGUAGE) },
    timeline: {
      entries: story.entries.map((entry) => ({ ...entry, key: formatPlace(entry) })),
      older: story.older && formatPlace(story.older),
      newer: story.newer && formatPlace(story.newer),
    },
    orders: {
      orders: page.orders,
      older: page.older && formatCursor(page.older),
      newer: page.newer && formatCursor(page.newer),
    },
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
  return editCreator(db(), shop, hash, id, readCreatorFields(form), new Date(), readContactFields(form));
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
  const shown = useLoaderData<typeof loader>();
  return <CreatorView key={shown.creator.id} shown={shown} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
