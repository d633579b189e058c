import { IndexTable } from "@shopify/polaris";
import { CodeMarks } from "#app/ui/admin/creators/code-marks.tsx";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { CreatorName } from "#app/ui/admin/creators/creator-name.tsx";
import type { CreatorsQuery, Sort } from "#app/ui/admin/creators/creators-query.ts";
import { CountText, MoneyText } from "#app/ui/admin/money-text.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";

const COLUMNS = ["creator", "codes", "orders", "customers", "net", "refunded"] as const;
const SORT_OF: Record<(typeof COLUMNS)[number], Sort | null> = {
  creator: "name",
  codes: null,
  orders: "orders",
  customers: "customers",
  net: "net",
  refunded: "refunded",
};

/** The creators on a wide screen, sorted by a click on a column. */
export function CreatorsTable({
  creators,
  query,
  isLoading,
  onSort,
}: {
  creators: readonly CreatorLine[];
  query: CreatorsQuery;
  isLoading: boolean;
  onSort: (sort: Sort, isDescending: boolean) => void;
}) {
  const t = useWords();
  const headings = COLUMNS.map((column) => ({
    title: t(`creators:column.${column}`),
    alignment: SORT_OF[column] && column !== "creator" ? ("end" as const) : ("start" as const),
    defaultSortDirection: column === "creator" ? ("ascending" as const) : ("descending" as const),
  }));
  const sorted = COLUMNS.map((column) => {
    const sort = SORT_OF[column];
    if (!sort) return { ascending: "", descending: "" };
    return {
      ascending: t(`creators:sorted.${sort}.ascending`),
      descending: t(`creators:sorted.${sort}.descending`),
    };
  });
  return (
    <IndexTable
      headings={headings as [(typeof headings)[number], ...typeof headings]}
      resourceName={{
        singular: t("creators:list.resource.singular"),
        plural: t("creators:list.resource.plural"),
      }}
      itemCount={creators.length}
      selectable={false}
      loading={isLoading}
      sortable={COLUMNS.map((column) => SORT_OF[column] !== null)}
      sortColumnIndex={COLUMNS.findIndex((column) => SORT_OF[column] === query.sort)}
      sortDirection={query.isDescending ? "descending" : "ascending"}
      sortToggleLabels={{ ...sorted }}
      onSort={(at, direction) => {
        const sort = SORT_OF[COLUMNS[at] ?? "codes"];
        if (sort) onSort(sort, direction === "descending");
      }}
    >
      {creators.map((creator, position) => (
        <IndexTable.Row key={creator.id} id={creator.id} position={position}>
          <IndexTable.Cell className={styles.name}>
            <CreatorName creator={creator} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.codes}>
            <CodeMarks codes={creator.codes} />
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
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
