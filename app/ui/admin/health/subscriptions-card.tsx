import { BlockStack, Card, InlineStack, List, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What is lost without each scope, by its name; of others only that they are missing. */
const LOST = ["read_customer_merge", "read_customers", "read_orders", "read_products"] as const;

/** Whether Shopify will tell of everything: which scopes are missing, and which subscriptions nobody declared. */
export function SubscriptionsCard({ health, now }: { health: ShownHealth; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const { subscriptions } = health;
  const isSound = subscriptions?.missingScopes.length === 0 && subscriptions.strays.length === 0;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("health:subscriptions.title")}
          </Text>
          {subscriptions && (
            <Text as="span" tone="subdued">
              {t("health:subscriptions.checked", { ago: formats.ago(subscriptions.checkedAt, now) })}
            </Text>
          )}
        </InlineStack>
        {!subscriptions && <Text as="p">{t("health:subscriptions.unchecked")}</Text>}
        {isSound && <Text as="p">{t("health:subscriptions.sound")}</Text>}
        {subscriptions && subscriptions.missingScopes.length > 0 && (
          <Missing scopes={subscriptions.missingScopes} />
        )}
        {subscriptions && subscriptions.strays.length > 0 && <Strays strays={subscriptions.strays} />}
      </BlockStack>
    </Card>
  );
}

function Missing({ scopes }: { scopes: readonly string[] }) {
  const t = useWords();
  return (
    <BlockStack gap="100">
      <Text as="p" tone="critical">
        {t("health:subscriptions.missing", { count: scopes.length })}
      </Text>
      <List>
        {scopes.map((scope) => {
          const lost = LOST.find((each) => each === scope);
          return (
            <List.Item key={scope}>
              <CodeText code={scope} />
              {lost && <>: {t(`health:lost.${lost}`)}</>}
            </List.Item>
          );
        })}
      </List>
      <Text as="p">{t("health:subscriptions.grant")}</Text>
    </BlockStack>
  );
}

function Strays({ strays }: { strays: readonly string[] }) {
  const t = useWords();
  return (
    <BlockStack gap="100">
      <Text as="p">{t("health:subscriptions.strays", { count: strays.length })}</Text>
      <List>
        {strays.map((stray) => (
          <List.Item key={stray}>
            <CodeText code={stray} />
          </List.Item>
        ))}
      </List>
      <Text as="p">{t("health:subscriptions.remove", { count: strays.length })}</Text>
    </BlockStack>
  );
}
