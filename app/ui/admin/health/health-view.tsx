import { BlockStack, Card, InlineStack, Layout, Link, Page, Text } from "@shopify/polaris";
import { ComparisonCard } from "#app/ui/admin/health/comparison-card.tsx";
import { DeliveriesCard } from "#app/ui/admin/health/deliveries-card.tsx";
import { FindsCard } from "#app/ui/admin/health/finds-card.tsx";
import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";
import { SubscriptionsCard } from "#app/ui/admin/health/subscriptions-card.tsx";
import { TopicsCard } from "#app/ui/admin/health/topics-card.tsx";
import { VerdictCard } from "#app/ui/admin/health/verdict-card.tsx";
import { WorkersCard } from "#app/ui/admin/health/workers-card.tsx";
import { useNow } from "#app/ui/admin/page/clock.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { PastOrdersCard } from "#app/ui/admin/past/past-orders-card.tsx";

/** Whether everything that happens in the shop is known here, and what makes sure of it. `loadedAt` is the server's time. */
export function HealthView({ health, loadedAt }: { health: ShownHealth; loadedAt: string }) {
  const t = useWords();
  const now = useNow(loadedAt);
  return (
    <Page title={t("health:title")}>
      <BlockStack gap="400">
        <VerdictCard health={health} now={now} />
        <Layout>
          <Layout.Section variant="oneHalf">
            <BlockStack gap="400">
              <DeliveriesCard health={health} now={now} />
              <WorkersCard health={health} now={now} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <BlockStack gap="400">
              <ComparisonCard health={health} now={now} />
              <PastOrdersCard backfill={health.backfill} now={now} />
              <SubscriptionsCard health={health} now={now} />
            </BlockStack>
          </Layout.Section>
        </Layout>
        <FindsCard finds={health.finds} />
        <TopicsCard health={health} now={now} />
        <PrivacyCard />
      </BlockStack>
    </Page>
  );
}

function PrivacyCard() {
  const t = useWords();
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("health:privacy.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("health:privacy.text")}
          </Text>
        </BlockStack>
        <Link url="/app/privacy">{t("health:privacy.open")}</Link>
      </InlineStack>
    </Card>
  );
}
