import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { findRun } from "#app/attribution/decided-since.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { readRules } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import { listAllPrograms } from "#app/creators/programs.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { changePolicy } from "#app/flows/save-policy.server.ts";
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
  const [{ versions }, run, programs] = await Promise.all([
    readRules(db(), shop.id),
    findRun(db(), shop.id, now),
    listAllPrograms(db(), shop),
  ]);
  return json({ pulse, policy: policyAt(versions, now), versions, run, programs });
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const outcome = await changePolicy(db(), shop.id, readPolicyFields(await request.formData()), now);
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function Rules() {
  const t = useWords();
  const shopify = useAppBridge();
  const { policy, versions, run, programs } = useLoaderData<typeof loader>();
  return (
    <Page title={t("rules:title")} subtitle={t("rules:about")} narrowWidth>
      <BlockStack gap="400">
        <RunBanner run={run} />
        <RulesForm policy={policy} programs={programs} onDone={() => shopify.toast.show(t("rules:saved"))} />
        <VersionsCard versions={versions} programs={programs} />
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
