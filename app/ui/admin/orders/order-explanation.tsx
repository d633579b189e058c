import { Text } from "@shopify/polaris";
import { becauseOf } from "#app/attribution/because.ts";
import { type Names, type Sentence, touchSentence } from "#app/attribution/sentence.ts";
import type { Touch } from "#app/attribution/touch.ts";
import { money } from "#app/kernel/money.ts";
import styles from "#app/ui/admin/orders/order-explanation.module.css";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** Why an order is credited, or is not, in words; and what each code did, where the sentence alone does not say it. */
export function OrderExplanation({ order }: { order: ShownOrder }) {
  const t = useWords();
  const { formats } = useShop();
  const names: Names = {
    creatorName: (id) => order.names[id] ?? id,
    money: (minor) => formats.money(money(minor, order.currency)),
    when: (instant) => t("shell:when", { day: formats.day(instant), time: formats.time(instant) }),
    share: (millionths) => `${formats.percent(10 * Math.round(millionths / 1000))}%`,
  };
  // The keys come from the decision, not from this file; because.test.ts holds them to the words.
  const say = ({ key, values }: Sentence) => String(t(`because:${key}` as never, values as never));
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

const keyOf = (touch: Touch) =>
  touch.kind === "code"
    ? touch.key
    : touch.kind === "link"
      ? `${touch.slug} ${touch.clickedAt} ${touch.visit}`
      : touch.orderId;

/** The touches worth their own line: several, or one that the order's own refusal leaves unsaid. */
function toldApart(touches: readonly Touch[]): readonly Touch[] {
  const isUnsaid = touches.some(({ verdict }) => verdict === "order-refused");
  return touches.length > 1 || isUnsaid ? touches : [];
}
