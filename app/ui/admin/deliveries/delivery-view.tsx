import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import { BodyCard } from "#app/ui/admin/deliveries/body-card.tsx";
import { DeliveryActions } from "#app/ui/admin/deliveries/delivery-actions.tsx";
import { ReasonText, StateBadge } from "#app/ui/admin/deliveries/delivery-parts.tsx";
import { isStuck, type ShownDelivery } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useTopicWords } from "#app/ui/admin/topic-name.tsx";

/** A delivery's page: why it stands as it does and what may be done, what came with it, and its body. */
export function DeliveryView({ delivery }: { delivery: ShownDelivery }) {
  const t = useWords();
  return (
    <Page
      title={useTopicWords()(delivery.topic)}
      titleMetadata={<StateBadge delivery={delivery} />}
      backAction={{ content: t("deliveries:title"), url: "/app/deliveries" }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("deliveries:why")}
            </Text>
            <ReasonText delivery={delivery} />
            {isStuck(delivery) && <DeliveryActions delivery={delivery} />}
          </BlockStack>
        </Card>
        <HeadersCard delivery={delivery} />
        <BodyCard delivery={delivery} />
      </BlockStack>
    </Page>
  );
}

function HeadersCard({ delivery }: { delivery: ShownDelivery }) {
  const t = useWords();
  const { formats } = useShop();
  const at = (instant: string | null) =>
    instant === null
      ? t("deliveries:header.none")
      : t("shell:when", { day: formats.day(instant), time: formats.time(instant) });
  const { topic, webhookId, eventId, apiVersion, attempts } = delivery;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("deliveries:header.title")}
        </Text>
        <Lines
          lines={[
            { label: t("deliveries:header.topic"), value: topic },
            { label: t("deliveries:header.triggered"), value: at(delivery.triggeredAt) },
            { label: t("deliveries:header.received"), value: at(delivery.receivedAt) },
            ...(delivery.settledAt === null
              ? []
              : [{ label: t("deliveries:header.settled"), value: at(delivery.settledAt) }]),
            { label: t("deliveries:header.attempts"), value: formats.count(attempts) },
            { label: t("deliveries:header.webhookId"), value: webhookId },
            { label: t("deliveries:header.eventId"), value: eventId ?? t("deliveries:header.none") },
            { label: t("deliveries:header.apiVersion"), value: apiVersion ?? t("deliveries:header.none") },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
