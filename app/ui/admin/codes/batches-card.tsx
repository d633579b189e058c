import { Badge, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** A batch in the list of the latest. */
export type BatchLine = {
  readonly id: string;
  readonly title: string;
  readonly createdAt: string;
  readonly active: number;
  readonly refused: number;
  readonly creating: number;
};

/** The latest codes that were added together, with the way to each. */
export function BatchesCard({ batches }: { batches: readonly BatchLine[] }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("codes:batches.title")}
        </Text>
        <BlockStack as="ul" gap="200">
          {batches.map(({ id, title, createdAt, active, refused, creating }) => (
            <li key={id}>
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <InlineStack gap="200" blockAlign="center">
                  <Link url={`/app/codes/batches/${id}`}>{title}</Link>
                  {creating > 0 && (
                    <Badge tone="info">{t("codes:batches.creating", { count: creating })}</Badge>
                  )}
                  {refused > 0 && (
                    <Badge tone="critical">{t("codes:batches.refused", { count: refused })}</Badge>
                  )}
                </InlineStack>
                <Text as="span" tone="subdued">
                  {t("codes:batches.codes", { count: active + refused + creating })} ·{" "}
                  {formats.day(createdAt)}
                </Text>
              </InlineStack>
            </li>
          ))}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
