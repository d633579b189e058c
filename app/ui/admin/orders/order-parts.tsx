import { Badge, BlockStack, Link, Text } from "@shopify/polaris";
import { creditsOf } from "#app/attribution/shares.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** An order's name, leading to why it is credited as it is, and whether it does not count. */
export function OrderName({ order }: { order: ShownOrder }) {
  return (
    <BlockStack gap="100" inlineAlign="start">
      <Text as="span" fontWeight="semibold">
        <Link url={`/app/orders/${order.id.replace("gid://shopify/Order/", "")}`} monochrome removeUnderline>
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

const UNCOUNTED = {
  "awaiting-payment": "orders:uncounted.awaiting",
  "test-order": "orders:uncounted.test",
  cancelled: "orders:uncounted.cancelled",
  "nothing-sold": "orders:uncounted.nothingSold",
} as const;

/** The words for why an order does not count; null when it does. */
export const uncountedKey = ({ attribution: { because } }: Pick<ShownOrder, "attribution">) =>
  because in UNCOUNTED ? UNCOUNTED[because as keyof typeof UNCOUNTED] : null;

function Uncounted({ order }: { order: ShownOrder }) {
  const t = useWords();
  const key = uncountedKey(order);
  if (!key) return null;
  return <Badge tone={key === "orders:uncounted.awaiting" ? "attention" : undefined}>{t(key)}</Badge>;
}
