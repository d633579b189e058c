import { randomBytes } from "node:crypto";
import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findCodePage } from "#app/creators/code-page.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { pauseCode } from "#app/flows/pause-code.server.ts";
import { codesPulse } from "#app/flows/read-codes.server.ts";
import { rotateCode } from "#app/flows/rotate-code.server.ts";
import { makeSingleUse } from "#app/flows/single-use-codes.server.ts";
import { dayIn } from "#app/kernel/day.ts";
import { type CodeId, newId, parseId } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { CodeView } from "#app/ui/admin/code/code-view.tsx";
import { parseEndsOn } from "#app/ui/admin/form/ends-on.ts";
import { text } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.code.code ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = await codesPulse(db(), shop, now);
  const id = parseId("code", params.id ?? "");
  const code = id && (await findCodePage(db(), shop.id, id));
  if (!code) throw new Response(null, { status: 404 });
  const batchId = newId("batch", randomBytes(20));
  return json({ pulse, pulseOf: "codes", code, batchId, today: dayIn(shop.timeZone, now), loadedAt: now });
}

type Outcome = { readonly id: string } | { readonly because: object; readonly heldBy?: string } | null;
type Change = (shop: Shop, id: CodeId, form: FormData) => Promise<Outcome>;
const endIn = (form: FormData, { timeZone }: Shop) => parseEndsOn(text(form, "endsOn"), timeZone);

/** What a form on the page may ask for, by its `intent`. */
const CHANGES: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["pause", (shop, id) => pauseCode(db(), shop.id, id, true, new Date())],
  ["resume", (shop, id) => pauseCode(db(), shop.id, id, false, new Date())],
  [
    "rotate",
    (shop, id, form) =>
      rotateCode(db(), shop.id, id, { code: text(form, "code"), endsAt: endIn(form, shop) }, new Date()),
  ],
  [
    "single-use",
    (shop, id, form) => {
      const typed = {
        batchId: text(form, "batchId"),
        count: text(form, "count"),
        endsOld: text(form, "endsOld"),
      };
      return makeSingleUse(db(), shop.id, id, { ...typed, endsAt: endIn(form, shop) }, new Date());
    },
  ],
]);

export async function action({ request, params }: ActionFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const form = await request.formData();
  const change = CHANGES.get(text(form, "intent"));
  if (!change) throw new Response(null, { status: 400 });
  const id = parseId("code", params.id ?? "");
  const outcome = id && (await change(shop, id, form));
  if (!outcome) throw new Response(null, { status: 404 });
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function CodeRoute() {
  const shown = useLoaderData<typeof loader>();
  return <CodeView key={shown.code.id} {...shown} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
