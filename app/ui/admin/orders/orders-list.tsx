import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { MoneyText } from "#app/ui/admin/money-text.tsx";
import { OrderExplanation } from "#app/ui/admin/orders/order-explanation.tsx";
import { CreditedTo, OrderName } from "#app/ui/admin/orders/order-parts.tsx";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";

/** Orders on a narrow screen. */
export function OrdersList({ orders, isOfCreator }: { orders: readonly ShownOrder[]; isOfCreator: boolean }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Records label={t("orders:title")}>
      {orders.map((order) => (
        <RecordItem key={order.id}>
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <OrderName order={order} />
            <Text as="span" tone="subdued" numeric>
              {t("shell:when", { day: formats.day(order.instant), time: formats.time(order.instant) })}
            </Text>
          </InlineStack>
          <BlockStack gap="050">
            {!isOfCreator && order.attribution.to !== null && <CreditedTo order={order} />}
            <OrderExplanation order={order} />
          </BlockStack>
          <Facts
            facts={[
              {
                label: t("orders:column.net"),
                value: <MoneyText amount={(order.part ?? order).net} isQuiet={!order.isCounted} />,
                isLong: true,
              },
              {
                label: t("orders:column.refunded"),
                value: <MoneyText amount={(order.part ?? order).refunded} isQuiet={!order.isCounted} />,
                isLong: true,
              },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}
