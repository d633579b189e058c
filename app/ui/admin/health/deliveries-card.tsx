import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { ShownHealth } from "#app/ui/admin/health/shown-health.ts";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** How what Shopify tells comes in: what waits, what came last, what needs a person. */
export function DeliveriesCard({ health, now }: { health: ShownHealth; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const { inbox, topics, most } = health;
  const count = (number: number) =>
    number >= most ? t("health:deliveries.most", { count: most }) : formats.count(number);
  const ago = (instant: string | null) =>
    instant === null ? t("health:deliveries.never") : formats.ago(instant, now);
  const setAside = inbox.quarantined + inbox.parked;
  const received = topics.map(({ heardAt }) => heardAt ?? "").sort();
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("health:deliveries.title")}
          </Text>
          <Link url="/app/deliveries">{t("health:deliveries.open")}</Link>
        </InlineStack>
        <Lines
          lines={[
            {
              label: t("health:deliveries.waiting"),
              value: count(inbox.waiting),
              note:
                inbox.waitingSince &&
                t("health:deliveries.since", { ago: formats.ago(inbox.waitingSince, now) }),
            },
            { label: t("health:deliveries.received"), value: ago(received.at(-1) || null) },
            { label: t("health:deliveries.applied"), value: ago(inbox.lastApplied) },
            { label: t("health:deliveries.failing"), value: count(inbox.failing), isBad: inbox.failing > 0 },
            { label: t("health:deliveries.setAside"), value: count(setAside), isBad: setAside > 0 },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
