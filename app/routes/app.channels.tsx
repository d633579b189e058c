import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { findRun } from "#app/attribution/decided-since.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { readRules } from "#app/attribution/policies.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { changeChannels } from "#app/flows/save-policy.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { ChannelsForm } from "#app/ui/admin/channels/channels-form.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { RunBanner } from "#app/ui/admin/page/run-banner.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("channels:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const pulse = await findPulse(db(), shop);
  const [rules, run] = await Promise.all([readRules(db(), shop.id), findRun(db(), shop.id, now)]);
  return json({ pulse, rules: rules.channels, run });
}

export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const outcome = await changeChannels(
    db(),
    shop.id,
    String((await request.formData()).get("rules") ?? ""),
    now,
  );
  if ("because" in outcome) return json({ refusal: outcome }, { status: 422 });
  return json({ refusal: null });
}

export default function Channels() {
  const t = useWords();
  const shopify = useAppBridge();
  const { rules, run } = useLoaderData<typeof loader>();
  return (
    <Page
      title={t("channels:title")}
      subtitle={t("channels:about")}
      backAction={{ content: t("home:title"), url: "/app" }}
    >
      <BlockStack gap="400">
        <RunBanner run={run} />
        <ChannelsForm rules={rules} onDone={() => shopify.toast.show(t("channels:saved"))} />
      </BlockStack>
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
