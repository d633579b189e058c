import { IndexTable, InlineStack, Text } from "@shopify/polaris";
import { DeliveryLink, ReasonText, Received, StateBadge } from "#app/ui/admin/deliveries/delivery-parts.tsx";
import type { ShownLine } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { CountText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";
import { RecordItem, Records } from "#app/ui/admin/table/record.tsx";

/** Deliveries on a wide screen. */
export function DeliveriesTable({
  deliveries,
  isLoading,
}: {
  deliveries: readonly ShownLine[];
  isLoading: boolean;
}) {
  const t = useWords();
  return (
    <IndexTable
      headings={[
        { title: t("deliveries:column.topic") },
        { title: t("deliveries:column.received") },
        { title: t("deliveries:column.state") },
        { title: t("deliveries:column.why") },
        { title: t("deliveries:column.attempts"), alignment: "end" },
      ]}
      resourceName={{ singular: t("deliveries:resource.singular"), plural: t("deliveries:resource.plural") }}
      itemCount={deliveries.length}
      selectable={false}
      loading={isLoading}
    >
      {deliveries.map((delivery, position) => (
        <IndexTable.Row key={delivery.id} id={delivery.id} position={position}>
          <IndexTable.Cell className={styles.name}>
            <DeliveryLink delivery={delivery} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Received instant={delivery.receivedAt} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <StateBadge delivery={delivery} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.why}>
            <ReasonText delivery={delivery} isInList />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={delivery.attempts} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** Deliveries on a narrow screen. */
export function DeliveriesList({ deliveries }: { deliveries: readonly ShownLine[] }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Records label={t("deliveries:title")}>
      {deliveries.map((delivery) => (
        <RecordItem key={delivery.id}>
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <DeliveryLink delivery={delivery} />
            <StateBadge delivery={delivery} />
          </InlineStack>
          <Text as="p" numeric>
            {t("shell:when", {
              day: formats.day(delivery.receivedAt),
              time: formats.time(delivery.receivedAt),
            })}
          </Text>
          <ReasonText delivery={delivery} isInList />
        </RecordItem>
      ))}
    </Records>
  );
}
