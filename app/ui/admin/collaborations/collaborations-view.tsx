import { useNavigate, useNavigation } from "@remix-run/react";
import {
  BlockStack,
  Box,
  Card,
  EmptyState,
  InlineGrid,
  InlineStack,
  Link,
  Page,
  Select,
  Text,
} from "@shopify/polaris";
import { COLLABORATION_KINDS, type CollaborationKind, engagementOf } from "#app/creators/collaboration.ts";
import type { CollaborationsQuery } from "#app/creators/collaborations-query.ts";
import {
  CollaborationsList,
  CollaborationsTable,
} from "#app/ui/admin/collaborations/collaborations-table.tsx";
import { plainMonth } from "#app/ui/admin/collaborations/plain-day.ts";
import {
  addressOf,
  kindWord,
  type ShownCollaboration,
  type ShownTotals,
} from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { Figures } from "#app/ui/admin/figures.tsx";
import { useExport } from "#app/ui/admin/imports/use-export.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";
import streams from "#app/ui/pictures/streams.svg";

type Shown = {
  readonly collaborations: readonly ShownCollaboration[];
  readonly totals: ShownTotals;
  readonly query: CollaborationsQuery;
  readonly pages: number;
  readonly months: readonly string[];
  /** Whose, when only one creator's are shown. */
  readonly creatorName: string | null;
};

/** What creators made, narrowed by creator, kind and month, and what it adds up to. */
export function CollaborationsView(shown: Shown) {
  const t = useWords();
  const { totals, query, months } = shown;
  const exporting = useExport(
    addressOf({ ...query, page: 1 }, "/app/export/collaborations"),
    "collaborations.csv",
  );
  if (months.length === 0)
    return (
      <Page
        title={t("collaborations:title")}
        backAction={{ content: t("collaborations:back"), url: "/app/creators" }}
      >
        <Card>
          <EmptyState
            heading={t("collaborations:empty.title")}
            image={streams}
            action={{ content: t("collaborations:list.import"), url: "/app/import" }}
          >
            <p>{t("collaborations:empty.text")}</p>
          </EmptyState>
        </Card>
      </Page>
    );
  return (
    <Page
      title={t("collaborations:title")}
      subtitle={t("collaborations:about")}
      backAction={{ content: t("collaborations:back"), url: "/app/creators" }}
      secondaryActions={[
        { content: t("collaborations:list.import"), url: "/app/import" },
        { content: t("collaborations:list.export"), onAction: exporting.start, loading: exporting.isRunning },
      ]}
    >
      <BlockStack gap="400">
        <Totals totals={totals} />
        <ListCard {...shown} />
      </BlockStack>
    </Page>
  );
}

function Totals({ totals }: { totals: ShownTotals }) {
  const t = useWords();
  const { formats, currency } = useShop();
  const rate = engagementOf(totals.engagement);
  const others = totals.inOtherCurrencies;
  const notes = [
    t("collaborations:figures.engagementNote"),
    ...(others > 0 ? [t("collaborations:figures.otherCurrencies", { count: others, currency })] : []),
  ];
  return (
    <Figures
      title={t("collaborations:figures.title")}
      figures={[
        { label: t("collaborations:figures.count"), value: formats.count(totals.count) },
        { label: t("collaborations:figures.reach"), value: formats.count(totals.reach) },
        {
          label: t("collaborations:figures.engagement"),
          value: rate === null ? t("collaborations:figures.none") : `${formats.percent(rate)}%`,
        },
        { label: t("collaborations:figures.fee"), value: formats.money(totals.fee) },
        { label: t("collaborations:figures.gift"), value: formats.money(totals.gift) },
      ]}
      note={notes.join(" ")}
    />
  );
}

function ListCard({ collaborations, query, pages, months, creatorName }: Shown) {
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const isLoading = navigation.state === "loading" && navigation.location.pathname === "/app/collaborations";
  const show = (change: Partial<CollaborationsQuery>) =>
    navigate(addressOf({ ...query, page: 1, ...change }), { replace: true, preventScrollReset: true });
  return (
    <Card padding="0">
      <Box padding="300">
        <BlockStack gap="300">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Select
              label={t("collaborations:list.kindFilter")}
              labelInline
              options={[
                { value: "", label: t("collaborations:list.allKinds") },
                ...COLLABORATION_KINDS.map((each) => ({
                  value: each,
                  label: t(`collaborations:kind.${kindWord(each)}`),
                })),
              ]}
              value={query.kind ?? ""}
              onChange={(kind) => show({ kind: (kind || null) as CollaborationKind | null })}
            />
            <Select
              label={t("collaborations:list.monthFilter")}
              labelInline
              options={[
                { value: "", label: t("collaborations:list.allMonths") },
                ...months.map((each) => ({ value: each, label: plainMonth(each) })),
              ]}
              value={query.month ?? ""}
              onChange={(month) => show({ month: month || null })}
            />
          </InlineGrid>
          {creatorName !== null && (
            <InlineStack gap="200">
              <Text as="p">{t("collaborations:list.ofCreator", { name: creatorName })}</Text>
              <Link url={addressOf({ ...query, creatorId: null, page: 1 })}>
                {t("collaborations:list.ofAll")}
              </Link>
            </InlineStack>
          )}
        </BlockStack>
      </Box>
      {collaborations.length === 0 ? (
        <NoMatch />
      ) : (
        <WideOrNarrow
          wide={<CollaborationsTable collaborations={collaborations} isLoading={isLoading} />}
          narrow={<CollaborationsList collaborations={collaborations} />}
        />
      )}
      {pages > 1 && (
        <Pager
          previous={query.page > 1 ? addressOf({ ...query, page: query.page - 1 }) : null}
          next={query.page < pages ? addressOf({ ...query, page: query.page + 1 }) : null}
          previousLabel={t("shell:pages.previous")}
          nextLabel={t("shell:pages.next")}
          label={t("shell:pages.label", { page: query.page, pages })}
        />
      )}
    </Card>
  );
}

function NoMatch() {
  const t = useWords();
  return (
    <Box padding="800">
      <BlockStack gap="100">
        <Text as="p" variant="headingMd" alignment="center">
          {t("collaborations:noMatch.title")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t("collaborations:noMatch.text")}
        </Text>
      </BlockStack>
    </Box>
  );
}
