import { Box, Card, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import type { ShownFind } from "#app/ui/admin/health/shown-health.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

/** The orders that comparisons found last: what webhooks did not tell. */
export function FindsCard({ finds }: { finds: readonly ShownFind[] }) {
  const t = useWords();
  return (
    <Card padding="0">
      <Box padding="400">
        <Text as="h2" variant="headingMd">
          {t("health:finds.title")}
        </Text>
      </Box>
      {finds.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("health:finds.none")}
          </Text>
        </Box>
      ) : (
        <WideOrNarrow wide={<FindsTable finds={finds} />} narrow={<FindsList finds={finds} />} />
      )}
    </Card>
  );
}

const keyOf = ({ runId, orderId }: ShownFind) => `${runId} ${orderId}`;

function FindsTable({ finds }: { finds: readonly ShownFind[] }) {
  const t = useWords();
  return (
    <IndexTable
      headings={[
        { title: t("health:finds.order") },
        { title: t("health:finds.what") },
        { title: t("health:finds.changed") },
        { title: t("health:finds.found") },
      ]}
      resourceName={{ singular: t("orders:resource.singular"), plural: t("orders:resource.plural") }}
      itemCount={finds.length}
      selectable={false}
    >
      {finds.map((find, position) => (
        <IndexTable.Row key={keyOf(find)} id={keyOf(find)} position={position}>
          <IndexTable.Cell className={styles.order}>
            <OrderLink find={find} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.why}>{t(`health:what.${find.what}`)}</IndexTable.Cell>
          <IndexTable.Cell>
            <When instant={find.updatedAt} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <When instant={find.foundAt} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function FindsList({ finds }: { finds: readonly ShownFind[] }) {
  const t = useWords();
  return (
    <Records label={t("health:finds.title")}>
      {finds.map((find) => (
        <RecordItem key={keyOf(find)}>
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <OrderLink find={find} />
            <Text as="span" tone="subdued">
              {t(`health:what.${find.what}`)}
            </Text>
          </InlineStack>
          <Facts
            facts={[
              { label: t("health:finds.changed"), value: <When instant={find.updatedAt} />, isLong: true },
              { label: t("health:finds.found"), value: <When instant={find.foundAt} />, isLong: true },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}

function OrderLink({ find }: { find: ShownFind }) {
  const t = useWords();
  return (
    <Text as="span" fontWeight="semibold">
      <Link
        url={`shopify:admin/orders/${find.orderId.replace("gid://shopify/Order/", "")}`}
        target="_top"
        monochrome
        removeUnderline
        accessibilityLabel={t("orders:openInShopify", { order: find.name })}
      >
        {find.name}
      </Link>
    </Text>
  );
}

function When({ instant }: { instant: string }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Text as="span" numeric>
      {t("shell:when", { day: formats.day(instant), time: formats.time(instant) })}
    </Text>
  );
}
