import {
  type ActionFunctionArgs,
  json,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Page } from "@shopify/polaris";
import { findRun } from "#app/attribution/decided-since.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { readRules } from "#app/attribution/policies.server.ts";
import { policyAt, standingVersions } from "#app/attribution/policy.ts";
import { findPreview } from "#app/attribution/previews.server.ts";
import { listAllPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { askForPreview } from "#app/flows/preview-policy.server.ts";
import { changePolicy } from "#app/flows/save-policy.server.ts";
import { addMonths, monthOf, parseMonth } from "#app/kernel/month.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { RunBanner } from "#app/ui/admin/page/run-banner.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { RulesForm } from "#app/ui/admin/rules/rules-form.tsx";
import { readPolicyFields } from "#app/ui/admin/rules/shown-policy.ts";
import { VersionsCard } from "#app/ui/admin/rules/versions-card.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("rules:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = await findPulse(db(), shop);
  const [{ versions }, run, programs, kept] = await Promise.all([
    readRules(db(), shop.id),
    findRun(db(), shop.id, now),
    listAllPrograms(db(), shop),
    findPreview(db(), shop.id),
  ]);
  const isGoneOnWith = new URL(request.url).searchParams.has("change");
  return json({
    ...{ pulse, policy: policyAt(versions, now), versions: standingVersions(versions), run, programs },
    ...{ begun: isGoneOnWith && kept ? kept.policy : null, hasPreview: kept !== null },
    thisMonth: monthOf(now, shop.timeZone),
  });
}

/** So many months back orders can be previewed. */
const MONTHS = 60;

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const form = await request.formData();
  if (form.get("intent") === "preview") {
    const [from, to] = ["from", "to"].map((name) => parseMonth(String(form.get(name))));
    const earliest = addMonths(monthOf(now, shop.timeZone), -MONTHS);
    if (!from || !to || from > to || from < earliest)
      return json({ refusal: { because: { from: "order" } } }, { status: 422 });
    const asked = await askForPreview(db(), shop, readPolicyFields(form), { from, to }, now);
    if ("because" in asked) return json({ refusal: asked }, { status: 422 });
    return redirect("/app/rules/preview");
  }
  const outcome = await changePolicy(db(), shop.id, readPolicyFields(form), now);
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function Rules() {
  const t = useWords();
  const shopify = useAppBridge();
  const { policy, begun, versions, run, programs, hasPreview, thisMonth } = useLoaderData<typeof loader>();
  return (
    <Page title={t("rules:title")} subtitle={t("rules:about")} narrowWidth>
      <BlockStack gap="400">
        <RunBanner run={run} />
        {hasPreview && !begun && (
          <Banner
            tone="info"
            title={t("rules:preview.waits")}
            action={{ content: t("rules:preview.open"), url: "/app/rules/preview" }}
          />
        )}
        <RulesForm
          {...{ policy, begun, programs, thisMonth }}
          onDone={() => shopify.toast.show(t("rules:saved"))}
        />
        <VersionsCard versions={versions} programs={programs} />
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
