import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listNames } from "#app/attribution/analyses.server.ts";
import { findPreview, type KeptPreview, previewPulse } from "#app/attribution/previews.server.ts";
import { listAllPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { cancelPreview, savePreviewed } from "#app/flows/preview-policy.server.ts";
import { type CreatorId, parseId } from "#app/kernel/id.ts";
import { startOfMonth } from "#app/kernel/month.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { text } from "#app/ui/admin/form/fields.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { PreviewView } from "#app/ui/admin/rules/preview-view.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("rules:preview.page")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const kept = await findPreview(db(), shop.id);
  if (!kept) return redirect("/app/rules");
  const [names, programs] = await Promise.all([
    listNames(db(), shop.id, creatorsOf(kept)),
    listAllPrograms(db(), shop),
  ]);
  return json({
    ...{ pulse: previewPulse(kept), pulseOf: "preview", kept, names, programs },
    since: startOfMonth(kept.fromMonth, shop.timeZone),
  });
}

/** Every creator the result speaks of. */
const creatorsOf = ({ result }: KeptPreview): CreatorId[] => [
  ...new Set([
    ...(result?.creators ?? []).map(({ id }) => id),
    ...(result?.examples ?? []).flatMap(({ before, after }) => [...before, ...after]),
  ]),
];

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const form = await request.formData();
  const [intent, id] = [text(form, "intent"), parseId("preview", text(form, "id"))];
  if (!id) throw new Response(null, { status: 400 });
  if (intent === "cancel") await cancelPreview(db(), shop.id, id);
  else if (intent !== "save" && intent !== "save-since") throw new Response(null, { status: 400 });
  else if (!(await savePreviewed(db(), shop, id, intent === "save-since", now)))
    return json({ refusal: { because: { preview: "gone" } } }, { status: 422 });
  return redirect("/app/rules");
}

export default function Preview() {
  return <PreviewView {...useLoaderData<typeof loader>()} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
