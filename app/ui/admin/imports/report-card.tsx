import { useNavigate, useNavigation } from "@remix-run/react";
import { Box, Card, IndexTable, InlineStack, Tabs, Text } from "@shopify/polaris";
import { OUTCOMES, type Outcome } from "#app/imports/import.ts";
import own from "#app/ui/admin/imports/report.module.css";
import { RowCode, RowName, RowProblems } from "#app/ui/admin/imports/report-parts.tsx";
import type { ShownImport, ShownReport } from "#app/ui/admin/imports/shown-import.ts";
import { OutcomeBadge } from "#app/ui/admin/imports/state-badge.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { RecordItem, Records } from "#app/ui/admin/table/record.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

type Shown = { readonly run: ShownImport; readonly report: ShownReport };
const FILTERS = ["all", ...OUTCOMES] as const;

/** What becomes of each row, those of one outcome or all. */
export function ReportCard({ run, report }: Shown) {
  const t = useWords();
  const navigate = useNavigate();
  const { outcome, page, pages, lines } = report;
  const addressOf = (show: Outcome | null, at: number) => {
    const params = new URLSearchParams({ ...(show && { show }), ...(at > 1 && { page: String(at) }) });
    return `/app/import/${run.id}${params.size > 0 ? `?${params}` : ""}`;
  };
  return (
    <Card padding="0">
      <Tabs
        tabs={FILTERS.map((each) => ({
          id: `rows-${each}`,
          panelID: "rows",
          content: t(`imports:report.filter.${each}`),
        }))}
        selected={FILTERS.indexOf(outcome ?? "all")}
        onSelect={(at) => {
          const chosen = FILTERS[at];
          const show = chosen === undefined || chosen === "all" ? null : chosen;
          navigate(addressOf(show, 1), { replace: true, preventScrollReset: true });
        }}
      />
      <div id="rows" role="tabpanel" aria-labelledby={`rows-${outcome ?? "all"}`}>
        {lines.length === 0 ? (
          <Box padding="800" paddingBlockStart="600">
            <Text as="p" tone="subdued" alignment="center">
              {t("imports:report.none")}
            </Text>
          </Box>
        ) : (
          <WideOrNarrow
            wide={<ReportTable run={run} report={report} />}
            narrow={<ReportList run={run} report={report} />}
          />
        )}
      </div>
      {pages > 1 && (
        <Pager
          previous={page > 1 ? addressOf(outcome, page - 1) : null}
          next={page < pages ? addressOf(outcome, page + 1) : null}
          previousLabel={t("shell:pages.previous")}
          nextLabel={t("shell:pages.next")}
          label={t("shell:pages.label", { page, pages })}
        />
      )}
    </Card>
  );
}

function ReportTable({ run, report: { lines } }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  const navigation = useNavigation();
  const isLoading =
    navigation.state === "loading" && navigation.location.pathname === `/app/import/${run.id}`;
  return (
    <IndexTable
      headings={[
        { title: t("imports:report.line"), alignment: "end" },
        { title: t("imports:report.creator") },
        { title: run.kind === "creators" ? t("imports:report.code") : t("imports:report.content") },
        { title: t("imports:report.outcome") },
        { title: t("imports:report.why") },
      ]}
      resourceName={{
        singular: t("imports:report.resource.singular"),
        plural: t("imports:report.resource.plural"),
      }}
      itemCount={lines.length}
      selectable={false}
      loading={isLoading}
    >
      {lines.map((line, position) => (
        <IndexTable.Row key={line.line} id={String(line.line)} position={position}>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric tone="subdued">
              {formats.count(line.line)}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell className={own.name}>
            <RowName line={line} run={run} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.codes}>
            <RowCode line={line} run={run} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <OutcomeBadge outcome={line.outcome} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.why}>
            <RowProblems line={line} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function ReportList({ run, report: { lines } }: Shown) {
  const t = useWords();
  return (
    <Records label={t("imports:report.title")}>
      {lines.map((line) => (
        <RecordItem key={line.line}>
          <InlineStack align="space-between" blockAlign="start" gap="200" wrap={false}>
            <RowName line={line} run={run} />
            <OutcomeBadge outcome={line.outcome} />
          </InlineStack>
          <InlineStack gap="200" blockAlign="baseline">
            <Text as="span" tone="subdued" numeric>
              {t("imports:report.lineNumber", { line: line.line })}
            </Text>
            <RowCode line={line} run={run} />
          </InlineStack>
          <RowProblems line={line} />
        </RecordItem>
      ))}
    </Records>
  );
}
