import { IndexTable, type IndexTableProps } from "@shopify/polaris";
import type { CreatorsQuery, Sort } from "#app/attribution/creators-query.ts";
import type { BulkActions } from "#app/ui/admin/creators/bulk-actions.ts";
import type { Chosen } from "#app/ui/admin/creators/chosen.ts";
import { CodeMarks } from "#app/ui/admin/creators/code-marks.tsx";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { CreatorName } from "#app/ui/admin/creators/creator-name.tsx";
import { useTrulyMixed } from "#app/ui/admin/creators/truly-mixed.ts";
import { CountText, MoneyText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";

const COLUMNS = ["creator", "codes", "clicks", "orders", "customers", "net", "refunded", "joined"] as const;
type Column = (typeof COLUMNS)[number];
const sortOf = (column: Column): Sort | null =>
  column === "creator" ? "name" : column === "codes" ? null : column;

/** The creators on a wide screen: sorted by a click on a column, ticked to change many at once. */
export function CreatorsTable({
  creators,
  query,
  total,
  chosen,
  actions,
  isLoading,
  onSort,
}: {
  creators: readonly CreatorLine[];
  query: CreatorsQuery;
  total: number;
  chosen: Chosen;
  actions: BulkActions;
  isLoading: boolean;
  onSort: (sort: Sort, isDescending: boolean) => void;
}) {
  const t = useWords();
  const headings = COLUMNS.map((column) => ({
    title: t(`creators:column.${column}`),
    alignment: column === "creator" || column === "codes" ? ("start" as const) : ("end" as const),
    defaultSortDirection: column === "creator" ? ("ascending" as const) : ("descending" as const),
  }));
  const toggles = COLUMNS.map((column) => {
    const sort = sortOf(column);
    if (!sort) return { ascending: "", descending: "" };
    return {
      ascending: t(`creators:sorted.${sort}.ascending`),
      descending: t(`creators:sorted.${sort}.descending`),
    };
  });
  const table = useTrulyMixed<HTMLDivElement>();
  return (
    <div ref={table}>
      <IndexTable
        headings={headings as unknown as IndexTableProps["headings"]}
        resourceName={{
          singular: t("creators:list.resource.singular"),
          plural: t("creators:list.resource.plural"),
        }}
        itemCount={creators.length}
        selectedItemsCount={chosen.isAll ? "All" : chosen.ids.length}
        onSelectionChange={chosen.onSelectionChange}
        hasMoreItems={total > creators.length}
        paginatedSelectAllActionText={t("creators:bulk.all", { count: total })}
        paginatedSelectAllText={t("creators:bulk.allSelected", { count: total })}
        promotedBulkActions={actions.promoted}
        bulkActions={actions.more}
        loading={isLoading}
        sortable={COLUMNS.map((column) => sortOf(column) !== null)}
        sortColumnIndex={COLUMNS.findIndex((column) => sortOf(column) === query.sort)}
        sortDirection={query.isDescending ? "descending" : "ascending"}
        sortToggleLabels={{ ...toggles }}
        onSort={(at, direction) => {
          const sort = sortOf(COLUMNS[at] ?? "codes");
          if (sort) onSort(sort, direction === "descending");
        }}
      >
        {creators.map((creator, position) => (
          <CreatorTableRow
            key={creator.id}
            creator={creator}
            position={position}
            isChosen={chosen.isAll || chosen.ids.includes(creator.id)}
          />
        ))}
      </IndexTable>
    </div>
  );
}

function CreatorTableRow({
  creator,
  position,
  isChosen,
}: {
  creator: CreatorLine;
  position: number;
  isChosen: boolean;
}) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <IndexTable.Row
      id={creator.id}
      position={position}
      selected={isChosen}
      accessibilityLabel={t("creators:bulk.pick", { name: creator.name })}
    >
      <IndexTable.Cell className={styles.name}>
        <CreatorName creator={creator} />
      </IndexTable.Cell>
      <IndexTable.Cell className={styles.codes}>
        <CodeMarks codes={creator.codes} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <CountText count={creator.clicks} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <CountText count={creator.orders} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <CountText count={creator.customers} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <MoneyText amount={creator.net} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <MoneyText amount={creator.refunded} />
      </IndexTable.Cell>
      <IndexTable.Cell className={styles.day}>{formats.day(creator.joinedAt)}</IndexTable.Cell>
    </IndexTable.Row>
  );
}
