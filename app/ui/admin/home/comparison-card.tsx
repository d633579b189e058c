import { BlockStack, Box, Card, IndexTable, Link, Text } from "@shopify/polaris";
import type { Comparison, Sum } from "#app/attribution/compared.ts";
import { money } from "#app/kernel/money.ts";
import { CountText, MoneyText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

type Row = Sum & { readonly key: string; readonly name: string; readonly isApart: boolean };

/** New customers by how they came: creators against paid against organic, the rest apart, and who is left out. */
export function ComparisonCard({
  comparison,
}: {
  comparison: Comparison & { readonly otherCurrencies: number };
}) {
  const t = useWords();
  const { formats, currency } = useShop();
  const { compared, apart, unknownHistory, returning, otherCurrencies } = comparison;
  const rows: Row[] = [
    ...(["creator", "paid", "organic"] as const).map((key) => ({
      ...{ key, name: t(`home:compared.${key}`), isApart: false },
      ...compared[key],
    })),
    ...apart.map((sum) => ({
      ...sum,
      key: sum.channel,
      name: t(`order:channels.${sum.channel}`),
      isApart: true,
    })),
  ];
  const amount = (sum: Sum) => formats.money(money(sum.net, currency));
  const leftOut = [
    ...(unknownHistory.customers > 0
      ? [t("home:compared.unknownHistory", { count: unknownHistory.customers, net: amount(unknownHistory) })]
      : []),
    ...(returning.customers > 0
      ? [t("home:compared.returning", { count: returning.customers, net: amount(returning) })]
      : []),
    ...(otherCurrencies > 0 ? [t("home:compared.currencies", { count: otherCurrencies, currency })] : []),
  ];
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("home:compared.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("home:compared.text")} <Link url="/app/channels">{t("home:compared.rules")}</Link>
          </Text>
        </BlockStack>
      </Box>
      <WideOrNarrow wide={<Table rows={rows} />} narrow={<List rows={rows} />} />
      {leftOut.length > 0 && (
        <Box padding="400">
          {leftOut.map((sentence) => (
            <Text key={sentence} as="p" tone="subdued" variant="bodySm">
              {sentence}
            </Text>
          ))}
        </Box>
      )}
    </Card>
  );
}

function useCells() {
  const t = useWords();
  const { formats, currency } = useShop();
  const share = (part: number, whole: number) =>
    whole === 0 ? t("home:compared.none") : `${formats.percent(Math.round((part / whole) * 1000) * 10)}%`;
  const each = ({ net, customers }: Sum) =>
    customers === 0 ? t("home:compared.none") : formats.money(money(Math.round(net / customers), currency));
  return { share, each, net: ({ net }: Sum) => money(net, currency) };
}

function Table({ rows }: { rows: readonly Row[] }) {
  const t = useWords();
  const { share, each, net } = useCells();
  return (
    <IndexTable
      headings={[
        { title: t("home:column.channel") },
        { title: t("home:column.customers"), alignment: "end" },
        { title: t("home:column.orders"), alignment: "end" },
        { title: t("home:column.net"), alignment: "end" },
        { title: t("home:column.each"), alignment: "end" },
        { title: t("home:column.repeat"), alignment: "end" },
      ]}
      resourceName={{ singular: t("home:resource.singular"), plural: t("home:resource.plural") }}
      itemCount={rows.length}
      selectable={false}
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.key} id={row.key} position={position}>
          <IndexTable.Cell>
            <Text
              as="span"
              fontWeight={row.isApart ? "regular" : "semibold"}
              tone={row.isApart ? "subdued" : "base"}
            >
              {row.name}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={row.customers} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={row.orders} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <MoneyText amount={net(row)} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {each(row)}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {share(row.repeaters, row.customers)}
            </Text>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function List({ rows }: { rows: readonly Row[] }) {
  const t = useWords();
  const { share, each, net } = useCells();
  return (
    <Records label={t("home:compared.title")}>
      {rows.map((row) => (
        <RecordItem key={row.key}>
          <Text as="span" fontWeight={row.isApart ? "regular" : "semibold"}>
            {row.name}
          </Text>
          <Facts
            facts={[
              { label: t("home:column.customers"), value: <CountText count={row.customers} /> },
              { label: t("home:column.orders"), value: <CountText count={row.orders} /> },
              { label: t("home:column.net"), value: <MoneyText amount={net(row)} />, isLong: true },
              { label: t("home:column.each"), value: each(row), isLong: true },
              { label: t("home:column.repeat"), value: share(row.repeaters, row.customers) },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}
