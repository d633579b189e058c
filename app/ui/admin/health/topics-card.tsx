import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";
import styles from "#app/ui/admin/health/topics-card.module.css";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { TopicName } from "#app/ui/admin/topic-name.tsx";

/** When each topic was last heard of. */
export function TopicsCard({ health, now }: { health: ShownHealth; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("health:topics.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("health:topics.text")}
          </Text>
        </BlockStack>
        <dl className={styles.topics}>
          {health.topics.map(({ topic, heardAt }) => (
            <div key={topic} className={styles.topic}>
              <dt>
                <TopicName topic={topic} />
              </dt>
              <dd>
                <Text as="span" tone={heardAt === null ? "subdued" : "base"} numeric>
                  {heardAt === null ? t("health:topics.never") : formats.ago(heardAt, now)}
                </Text>
              </dd>
            </div>
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}
