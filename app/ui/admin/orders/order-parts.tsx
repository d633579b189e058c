import { Badge, BlockStack, Link, Text } from "@shopify/polaris";
import { creditsOf } from "#app/attribution/shares.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** An order's name, leading to the order in Shopify, and whether it does not count. */
export function OrderName({ order }: { order: ShownOrder }) {
  const t = useWords();
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="span" fontWeight="semibold">
        <Link
          url={`shopify:admin/orders/${order.id.replace("gid://shopify/Order/", "")}`}
          target="_top"
          monochrome
          removeUnderline
          accessibilityLabel={t("orders:openInShopify", { order: order.name })}
        >
          {order.name}
        </Link>
      </Text>
      <Uncounted order={order} />
    </BlockStack>
  );
}

/** When an order was placed, in the shop's time zone. */
export function OrderTime({ order }: { order: ShownOrder }) {
  const { formats } = useShop();
  return (
    <BlockStack>
      <Text as="span" numeric>
        {formats.day(order.instant)}
      </Text>
      <Text as="span" tone="subdued" numeric>
        {formats.time(order.instant)}
      </Text>
    </BlockStack>
  );
}

/** The creators an order is credited to, leading to their pages; or nobody. */
export function CreditedTo({ order }: { order: ShownOrder }) {
  const t = useWords();
  const credits = creditsOf(order.attribution);
  if (credits.length === 0) {
    return (
      <Text as="span" tone="subdued">
        {t("orders:nobody")}
      </Text>
    );
  }
  return (
    <BlockStack>
      {credits.map(({ creatorId }) => (
        <Text key={creatorId} as="span" fontWeight="semibold" breakWord>
          <Link url={`/app/creators/${creatorId}`} monochrome removeUnderline>
            {order.names[creatorId] ?? creatorId}
          </Link>
        </Text>
      ))}
    </BlockStack>
  );
}

function Uncounted({ order }: { order: ShownOrder }) {
  const t = useWords();
  switch (order.attribution.because) {
    case "awaiting-payment":
      return <Badge tone="attention">{t("orders:uncounted.awaiting")}</Badge>;
    case "test-order":
      return <Badge>{t("orders:uncounted.test")}</Badge>;
    case "cancelled":
      return <Badge>{t("orders:uncounted.cancelled")}</Badge>;
    case "nothing-sold":
      return <Badge>{t("orders:uncounted.nothingSold")}</Badge>;
    default:
      return null;
  }
}
