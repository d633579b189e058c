import { Badge, BlockStack, Link, Text } from "@shopify/polaris";
import { reasonOf } from "#app/ui/admin/deliveries/reason.ts";
import type { ShownLine } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useTopicWords } from "#app/ui/admin/topic-name.tsx";

/** What a delivery tells of, leading to its own page. */
export function DeliveryLink({ delivery }: { delivery: ShownLine }) {
  const t = useWords();
  const words = useTopicWords()(delivery.topic);
  return (
    <Text as="span" fontWeight="semibold" breakWord>
      <Link
        url={`/app/deliveries/${delivery.id}`}
        monochrome
        removeUnderline
        accessibilityLabel={t("deliveries:open", { topic: words, id: delivery.id })}
      >
        {words}
      </Link>
    </Text>
  );
}

/** What became of a delivery. */
export function StateBadge({ delivery: { state, attempts } }: { delivery: ShownLine }) {
  const t = useWords();
  if (state === "applied") return <Badge tone="success">{t("deliveries:state.applied")}</Badge>;
  if (state === "discarded") return <Badge>{t("deliveries:state.discarded")}</Badge>;
  if (state === "parked") return <Badge tone="attention">{t("deliveries:state.parked")}</Badge>;
  if (state === "quarantined") return <Badge tone="critical">{t("deliveries:state.quarantined")}</Badge>;
  if (attempts > 0) return <Badge tone="warning">{t("deliveries:state.failing")}</Badge>;
  return <Badge tone="info">{t("deliveries:state.waiting")}</Badge>;
}

/** Why, in a sentence; of one that is tried again, when. In a list, what is recorded needs no word more. */
export function ReasonText({ delivery, isInList = false }: { delivery: ShownLine; isInList?: boolean }) {
  const t = useWords();
  const { formats } = useShop();
  const { key, count = 0, cause = "" } = reasonOf(delivery);
  if (isInList && key === "applied") return null;
  return (
    <Text as="p" tone="subdued" breakWord>
      {t(`deliveries:reason.${key}`, { count, cause })}{" "}
      {key === "failing" && t("deliveries:nextTry", { time: formats.time(delivery.runAt) })}
    </Text>
  );
}

/** An instant in two lines: the shop's day, and below it the time. */
export function Received({ instant }: { instant: string }) {
  const { formats } = useShop();
  return (
    <BlockStack>
      <Text as="span" numeric>
        {formats.day(instant)}
      </Text>
      <Text as="span" tone="subdued" numeric>
        {formats.time(instant)}
      </Text>
    </BlockStack>
  );
}
