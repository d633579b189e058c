import { Text } from "@shopify/polaris";
import { becauseOf } from "#app/attribution/because.ts";
import { touchSentence } from "#app/attribution/sentence.ts";
import type { Touch } from "#app/attribution/touch.ts";
import styles from "#app/ui/admin/orders/order-explanation.module.css";
import { useSay } from "#app/ui/admin/orders/say.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { keyOf } from "#app/ui/admin/orders/touches-card.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Why an order is credited, or is not, in words; and what each code did, where the sentence alone does not say it. */
export function OrderExplanation({ order }: { order: ShownOrder }) {
  const t = useWords();
  const { say, names } = useSay(order);
  const touches = toldApart(order.attribution.touches);
  return (
    <div className={styles.explanation}>
      <Text as="p" tone="subdued">
        {say(becauseOf(order.attribution, names))}
      </Text>
      {touches.length > 0 && (
        <ul className={styles.touches} aria-label={t("orders:touches")}>
          {touches.map((touch) => (
            <li key={keyOf(touch)}>{say(touchSentence(touch, names))}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The touches worth their own line: several, or one that the order's own refusal leaves unsaid. */
function toldApart(touches: readonly Touch[]): readonly Touch[] {
  const isUnsaid = touches.some(({ verdict }) => verdict === "order-refused");
  return touches.length > 1 || isUnsaid ? touches : [];
}
