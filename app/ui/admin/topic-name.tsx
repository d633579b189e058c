import { BlockStack, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const KNOWN = [
  "orders_create",
  "orders_updated",
  "orders_paid",
  "orders_fulfilled",
  "orders_edited",
  "orders_cancelled",
  "refunds_create",
  "customers_create",
  "customers_update",
  "customers_merge",
  "shop_update",
  "app_scopes_update",
  "app_uninstalled",
  "customers_data_request",
  "customers_redact",
  "shop_redact",
] as const;

/** What a topic tells of, in words: "Order placed" for `orders/create`; of one we do not know, its own name. */
export function useTopicWords(): (topic: string) => string {
  const t = useWords();
  return (topic) => {
    const known = KNOWN.find((each) => each === topic.replaceAll("/", "_"));
    return known ? t(`deliveries:topic.${known}`) : topic;
  };
}

/** What a topic tells of, and below it the name Shopify has for it. */
export function TopicName({ topic }: { topic: string }) {
  const words = useTopicWords()(topic);
  return (
    <BlockStack>
      <Text as="span" breakWord>
        {words}
      </Text>
      {words !== topic && (
        <Text as="span" tone="subdued" variant="bodySm">
          <CodeText code={topic} />
        </Text>
      )}
    </BlockStack>
  );
}
