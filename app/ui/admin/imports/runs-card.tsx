import { BlockStack, Box, Card, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import type { ListedImport } from "#app/ui/admin/imports/shown-import.ts";
import { StateBadge } from "#app/ui/admin/imports/state-badge.tsx";
import { CountText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

type Shown = { readonly runs: readonly ListedImport[] };

/** Imports of the last 30 days, newest first. */
export function RunsCard({ runs }: Shown) {
  const t = useWords();
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("imports:runs.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("imports:runs.note")}
          </Text>
        </BlockStack>
      </Box>
      <WideOrNarrow wide={<RunsTable runs={runs} />} narrow={<RunsList runs={runs} />} />
    </Card>
  );
}

function RunLink({ run: { id, fileName } }: { run: ListedImport }) {
  return (
    <Text as="span" fontWeight="semibold" breakWord>
      <Link url={`/app/import/${id}`} monochrome removeUnderline dataPrimaryLink>
        {fileName}
      </Link>
    </Text>
  );
}

function RunsTable({ runs }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <IndexTable
      headings={[
        { title: t("imports:runs.column.file") },
        { title: t("imports:runs.column.begun") },
        { title: t("imports:runs.column.state") },
        { title: t("imports:runs.column.rows"), alignment: "end" },
        { title: t("imports:runs.column.refused"), alignment: "end" },
      ]}
      resourceName={{
        singular: t("imports:runs.resource.singular"),
        plural: t("imports:runs.resource.plural"),
      }}
      itemCount={runs.length}
      selectable={false}
    >
      {runs.map((run, position) => (
        <IndexTable.Row key={run.id} id={run.id} position={position}>
          <IndexTable.Cell className={styles.name}>
            <RunLink run={run} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            {t("shell:when", { day: formats.day(run.createdAt), time: formats.time(run.createdAt) })}
          </IndexTable.Cell>
          <IndexTable.Cell>
            <StateBadge state={run.state} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={run.rows} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={run.refused} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function RunsList({ runs }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Records label={t("imports:runs.title")}>
      {runs.map((run) => (
        <RecordItem key={run.id}>
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <RunLink run={run} />
            <StateBadge state={run.state} />
          </InlineStack>
          <Text as="p" tone="subdued">
            {t("shell:when", { day: formats.day(run.createdAt), time: formats.time(run.createdAt) })}
          </Text>
          <Facts
            facts={[
              { label: t("imports:runs.column.rows"), value: <CountText count={run.rows} /> },
              { label: t("imports:runs.column.refused"), value: <CountText count={run.refused} /> },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}
