import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { touchSentence } from "#app/attribution/sentence.ts";
import type { Touch } from "#app/attribution/touch.ts";
import styles from "#app/ui/admin/lines-of-time.module.css";
import { useSay } from "#app/ui/admin/orders/say.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What led to an order, oldest first, each with what became of it; then the order itself, and what was said of it by hand. */
export function TouchesCard({ order }: { order: ShownOrder }) {
  const t = useWords();
  const { say, names } = useSay(order);
  const entries = order.attribution.touches
    .map((touch) => ({ touch, at: instantOf(touch, order.instant) }))
    .sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  // What the merchant says, they say of an order that is there.
  const isBefore = ({ touch }: (typeof entries)[number]) => touch.kind !== "hand";
  const entry = ({ touch, at }: (typeof entries)[number]) => (
    <Entry key={keyOf(touch)} at={touch.kind === "code" ? null : at} tone={toneOf(touch)}>
      {say(touchSentence(touch, names))}
    </Entry>
  );
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("order:timeline")}
        </Text>
        <ol className={styles.entries}>
          {entries.filter(isBefore).map(entry)}
          <Entry at={order.instant} tone="plain">
            {t(entries.some(isBefore) ? "order:placed" : "order:placedAlone")}
          </Entry>
          {entries.filter((each) => !isBefore(each)).map(entry)}
        </ol>
      </BlockStack>
    </Card>
  );
}

function Entry({
  at,
  tone,
  children,
}: {
  at: string | null;
  tone: "good" | "bad" | "plain";
  children: string;
}) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <li className={`${styles.entry} ${styles[tone]}`}>
      <InlineStack align="space-between" gap="200" wrap={false}>
        <Text as="span" breakWord>
          {children}
        </Text>
        {at && (
          <Text as="span" tone="subdued" variant="bodySm" numeric>
            <span className={styles.time}>
              {t("shell:when", { day: formats.day(at), time: formats.time(at) })}
            </span>
          </Text>
        )}
      </InlineStack>
    </li>
  );
}

/** A code was used at the order; a visit nobody issued has no time, and comes first. */
function instantOf(touch: Touch, ordered: string): string {
  if (touch.kind === "code") return ordered;
  if (touch.kind === "hand") return touch.givenAt;
  return touch.kind === "binding" ? touch.boundAt : (touch.clickedAt ?? "");
}

function toneOf({ verdict }: Touch): "good" | "bad" | "plain" {
  if (verdict === "decided") return "good";
  return verdict === "outranked" || verdict === "no-creators-code" ? "plain" : "bad";
}

/** What tells one touch of an order from another. */
export const keyOf = (touch: Touch): string =>
  touch.kind === "code"
    ? touch.key
    : touch.kind === "link"
      ? `${touch.slug} ${touch.clickedAt} ${touch.visit}`
      : touch.kind === "binding"
        ? touch.orderId
        : `by hand ${touch.givenAt}`;
