import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { parseIgnoredFor } from "#app/attribution/leak-finding.ts";
import { ignoreLeak, listLeaks, mindLeak, type ShownLeak } from "#app/attribution/leaks.server.ts";
import { countChoosable, listBatches } from "#app/creators/batch-progress.server.ts";
import { listCodes } from "#app/creators/code-list.server.ts";
import { formatCodesQuery, readCodesQuery } from "#app/creators/codes-query.ts";
import { listAllPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { askCheck } from "#app/flows/check-codes.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { codesPulse, readCodesCheck } from "#app/flows/read-codes.server.ts";
import { askRepair, keepShopifys } from "#app/flows/repair-code.server.ts";
import { retryCode } from "#app/flows/retry-code.server.ts";
import { askWatch } from "#app/flows/watch-codes.server.ts";
import { type CodeId, type LeakId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { CodesView } from "#app/ui/admin/codes/codes-view.tsx";
import { text } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("codes:title")) }];

/** So many batches are shown. */
const LATEST = 5;

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const query = readCodesQuery(new URL(request.url).searchParams);
  const pulse = await codesPulse(db(), shop, now);
  const [list, check, programs, creators, batches, { leaks, watch }] = await Promise.all([
    listCodes(db(), shop, query, now),
    readCodesCheck(db(), shop, now),
    listAllPrograms(db(), shop),
    countChoosable(db(), shop.id, now),
    listBatches(db(), shop.id, LATEST),
    listLeaks(db(), shop.id),
  ]);
  if (query.page > list.pages)
    return redirect(`/app/codes${formatCodesQuery({ ...query, page: list.pages })}`);
  return json({
    ...{ pulse, pulseOf: "codes", query, check, batches, creators: creators.all, loadedAt: now, ...list },
    ...{ leaks, watch, codes: list.codes.map((code) => ({ ...code, isLeaking: isLeaking(leaks, code.id) })) },
    programs: programs.map(({ id, name }) => ({ id, name })),
  });
}

const isLeaking = (leaks: readonly ShownLeak[], id: CodeId) =>
  leaks.some(({ codeId, state }) => codeId === id && state === "open");

type Outcome = { readonly id: string } | { readonly because: unknown; readonly heldBy?: string } | null;
type Change = (shop: Shop, id: CodeId, form: FormData) => Promise<Outcome>;

/** What a button of a code may ask for, by its `intent`; they stand on other pages too. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["repair", (shop, id) => askRepair(db(), shop.id, id, new Date())],
  ["keep", (shop, id) => keepShopifys(db(), shop.id, id, new Date())],
  ["retry", (shop, id) => retryCode(db(), shop.id, id, {}, new Date())],
  ["adopt", (shop, id) => retryCode(db(), shop.id, id, { mayAdopt: true }, new Date())],
  ["rename", (shop, id, form) => retryCode(db(), shop.id, id, { code: text(form, "name") }, new Date())],
]);

type LeakChange = (shop: Shop, id: LeakId, form: FormData) => Promise<Outcome>;

/** What a button of a code that seems to have leaked may ask for. */
const LEAK_CHANGES: ReadonlyMap<string, LeakChange> = new Map<string, LeakChange>([
  ["mind", (shop, id) => mindLeak(db(), shop.id, id)],
  [
    "ignore",
    async (shop, id, form) => {
      const how = parseIgnoredFor(text(form, "how"));
      return how && ignoreLeak(db(), shop.id, id, how, new Date());
    },
  ],
]);

/** What a button asks for about the thing it names; null where the shop has no such thing; undefined where no button asks so. */
function changeOf(shop: Shop, form: FormData): Promise<Outcome> | null | undefined {
  const intent = text(form, "intent");
  const [ofCode, ofLeak] = [CHANGES.get(intent), LEAK_CHANGES.get(intent)];
  const [code, leak] = [parseId("code", text(form, "code")), parseId("leak", text(form, "leak"))];
  if (ofCode) return code && ofCode(shop, code, form);
  return ofLeak && leak && ofLeak(shop, leak, form);
}

/** Looks that a button may ask for. */
const LOOKS = new Map([
  ["check", askCheck],
  ["watch", askWatch],
]);

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  const look = LOOKS.get(text(form, "intent"));
  if (look) {
    await look(db(), shop.id, new Date());
    return json({ refusal: null });
  }
  const asked = changeOf(shop, form);
  if (asked === undefined) throw new Response(null, { status: 400 });
  const outcome = await asked;
  if (!outcome) throw new Response(null, { status: 404 });
  return "because" in outcome ? json({ refusal: outcome }, { status: 422 }) : json({ refusal: null });
}

export default function Codes() {
  return <CodesView {...useLoaderData<typeof loader>()} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
