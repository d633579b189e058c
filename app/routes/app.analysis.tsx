import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { analysisPulse, findAnalysis, listNames } from "#app/attribution/analyses.server.ts";
import { db } from "#app/db.server.ts";
import { askForAnalysis } from "#app/flows/analyse.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { addMonths, monthOf, parseMonth } from "#app/kernel/month.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { AnalysisView } from "#app/ui/admin/analysis/analysis-view.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

/** So many months back a merchant may look. */
const MONTHS = 60;

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("analysis:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const kept = await findAnalysis(db(), shop.id);
  const ids = kept?.result?.creators.map(({ id }) => id) ?? [];
  const names = await listNames(db(), shop.id, ids);
  const thisMonth = monthOf(now, shop.timeZone);
  return json({ pulse: analysisPulse(kept), pulseOf: "analysis", kept, names, thisMonth });
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const form = await request.formData();
  const [from, to] = ["from", "to"].map((name) => parseMonth(String(form.get(name))));
  const earliest = addMonths(monthOf(now, shop.timeZone), -MONTHS);
  if (!from || !to || from > to || from < earliest)
    return json({ refusal: { because: { from: "order" as const } } }, { status: 422 });
  await askForAnalysis(db(), shop, { from, to }, now);
  return json({ refusal: null });
}

export default function Analysis() {
  const { kept, names, thisMonth } = useLoaderData<typeof loader>();
  return <AnalysisView kept={kept} names={names} thisMonth={thisMonth} />;
}

export { PageFailure as ErrorBoundary };
