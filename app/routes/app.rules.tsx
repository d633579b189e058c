import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { readRules } from "#app/attribution/policies.server.ts";
import { policyAt } from "#app/attribution/policy.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { changePolicy } from "#app/flows/save-policy.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { RulesForm } from "#app/ui/admin/rules/rules-form.tsx";
import { readPolicyFields } from "#app/ui/admin/rules/shown-policy.ts";
import { VersionsCard } from "#app/ui/admin/rules/versions-card.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("rules:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const { versions } = await readRules(db(), shop.id);
  return json({ policy: policyAt(versions, now), versions });
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
  const { policy, versions } = useLoaderData<typeof loader>();
  return (
    <Page title={t("rules:title")} subtitle={t("rules:about")} narrowWidth>
      <BlockStack gap="400">
        <RulesForm policy={policy} onDone={() => shopify.toast.show(t("rules:saved"))} />
        <VersionsCard versions={versions} />
      </BlockStack>
    </Page>
  );
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
