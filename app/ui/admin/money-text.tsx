import { Text } from "@shopify/polaris";
import type { Money } from "#app/kernel/money.ts";
import { useShop } from "#app/ui/admin/page/shop.tsx";

/** An amount in a column: digits under digits, to the right. Quiet where it is nothing, or does not count. */
export function MoneyText({ amount, isQuiet = false }: { amount: Money; isQuiet?: boolean }) {
  const { formats } = useShop();
  return (
    <Text as="span" alignment="end" numeric tone={isQuiet || amount.minor === 0 ? "subdued" : "base"}>
      {formats.money(amount)}
    </Text>
  );
}

/** A count in a column, to the right. */
export function CountText({ count }: { count: number }) {
  const { formats } = useShop();
  return (
    <Text as="span" alignment="end" numeric tone={count === 0 ? "subdued" : "base"}>
      {formats.count(count)}
    </Text>
  );
}
