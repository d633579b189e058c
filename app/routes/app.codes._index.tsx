import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
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
import { type CodeId, parseId } from "#app/kernel/id.ts";
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
  const [list, check, programs, creators, batches] = await Promise.all([
    listCodes(db(), shop, query, now),
    readCodesCheck(db(), shop, now),
    listAllPrograms(db(), shop),
    countChoosable(db(), shop.id, now),
    listBatches(db(), shop.id, LATEST),
  ]);
  if (query.page > list.pages)
    return redirect(`/app/codes${formatCodesQuery({ ...query, page: list.pages })}`);
  return json({
    ...{ pulse, pulseOf: "codes", query, check, batches, creators: creators.all, loadedAt: now, ...list },
    programs: programs.map(({ id, name }) => ({ id, name })),
  });
}

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

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  const intent = text(form, "intent");
  if (intent === "check") {
    await askCheck(db(), shop.id, new Date());
    return json({ refusal: null });
  }
  const change = CHANGES.get(intent);
  if (!change) throw new Response(null, { status: 400 });
  const id = parseId("code", text(form, "code"));
  const outcome = id && (await change(shop, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  return "because" in outcome ? json({ refusal: outcome }, { status: 422 }) : json({ refusal: null });
}

export default function Codes() {
  return <CodesView {...useLoaderData<typeof loader>()} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
