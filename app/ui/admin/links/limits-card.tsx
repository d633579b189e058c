import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What a link cannot know, and what helps: browsers that forget, shoppers who do not consent. */
export function LimitsCard({ windowDays }: { windowDays: number }) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("links:limits.title")}
        </Text>
        <List>
          <List.Item>{t("links:limits.window", { days: windowDays })}</List.Item>
          <List.Item>{t("links:limits.consent")}</List.Item>
        </List>
      </BlockStack>
    </Card>
  );
}
