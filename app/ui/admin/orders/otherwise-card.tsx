import { BlockStack, Card, Text } from "@shopify/polaris";
import { otherwiseOf } from "#app/attribution/otherwise.ts";
import { WHOLE } from "#app/attribution/touch.ts";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useSay } from "#app/ui/admin/orders/say.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Who each model would credit by the clicks alone, beside who is credited. */
export function OtherwiseCard({ order }: { order: ShownOrder }) {
  const t = useWords();
  const { names } = useSay(order);
  const models = otherwiseOf(order.attribution.touches, new Date(order.instant));
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("order:otherwise.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(models.length > 0 ? "order:otherwise.text" : "order:otherwise.none")}
          </Text>
        </BlockStack>
        {models.length > 0 && (
          <Lines
            lines={models.map(({ model, parts }) => ({
              label: t(`order:models.${model}`),
              value: parts
                .map(({ creatorId, part }) =>
                  parts.length === 1
                    ? names.creatorName(creatorId)
                    : `${names.creatorName(creatorId)} ${names.share(part * WHOLE)}`,
                )
                .join(", "),
            }))}
          />
        )}
      </BlockStack>
    </Card>
  );
}
