import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { becauseOf } from "#app/attribution/because.ts";
import { Lines } from "#app/ui/admin/lines.tsx";
import { HandCard, type ShownHand } from "#app/ui/admin/orders/hand-card.tsx";
import { CreditedTo, uncountedKey } from "#app/ui/admin/orders/order-parts.tsx";
import { OtherwiseCard } from "#app/ui/admin/orders/otherwise-card.tsx";
import { useSay } from "#app/ui/admin/orders/say.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { TouchesCard } from "#app/ui/admin/orders/touches-card.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** One order, explained: who is credited and why, what led to it, and what another rule would say. */
export function OrderView({ order, hands }: { order: ShownOrder; hands: readonly ShownHand[] }) {
  const t = useWords();
  const { formats } = useShop();
  const { say, names } = useSay(order);
  const uncounted = uncountedKey(order);
  return (
    <Page
      title={order.name}
      subtitle={t("shell:when", { day: formats.day(order.instant), time: formats.time(order.instant) })}
      backAction={{ content: t("orders:title"), url: "/app/orders" }}
      secondaryActions={[
        {
          content: t("order:openInShopify"),
          url: `shopify:admin/orders/${order.id.replace("gid://shopify/Order/", "")}`,
          target: "_top",
        },
      ]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  {t("order:why")}
                </Text>
                <Text as="p" variant="bodyLg">
                  {say(becauseOf(order.attribution, names))}
                </Text>
              </BlockStack>
            </Card>
            <TouchesCard order={order} />
            <OtherwiseCard order={order} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  {t("order:facts")}
                </Text>
                <Lines
                  lines={[
                    { label: t("orders:column.creditedTo"), value: <CreditedTo order={order} /> },
                    {
                      label: t("orders:column.net"),
                      value: formats.money(order.net),
                      note: uncounted ? t(uncounted) : undefined,
                    },
                    { label: t("orders:column.refunded"), value: formats.money(order.refunded) },
                    {
                      label: t("order:customer"),
                      value:
                        order.customerId === null
                          ? t("order:noCustomer")
                          : t(`order:newness.${order.newness}`),
                      note:
                        order.customerId === null
                          ? t("order:noCustomerNote")
                          : t(`order:newnessNote.${order.newness}`),
                    },
                    { label: t("order:channel"), value: t(`order:channels.${order.channel}`) },
                  ]}
                />
              </BlockStack>
            </Card>
            {(order.isCounted || hands.length > 0) && <HandCard hands={hands} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
