import { useIndexResourceState } from "@shopify/polaris";
import { type CreatorsQuery, formatCreatorsQuery } from "#app/attribution/creators-query.ts";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";

/** Which creators of the table are ticked: some of its page, or all that match, however many pages they fill. */
export type Chosen = {
  readonly ids: readonly string[];
  readonly isAll: boolean;
  /** How many they are. */
  readonly count: number;
  readonly onSelectionChange: ReturnType<typeof useIndexResourceState>["handleSelectionChange"];
  readonly clear: () => void;
  /** What an action posts: `ids`, or `matching` and the table's query. */
  readonly fields: Readonly<Record<string, string>>;
};

/** Keeps what is ticked, for as long as the page of the table is the same. */
export function useChosen(creators: readonly CreatorLine[], query: CreatorsQuery, total: number): Chosen {
  const state = useIndexResourceState(creators.map(({ id }) => ({ id })));
  const isAll = state.allResourcesSelected && total > creators.length;
  const onPage = new Set(creators.map(({ id }) => id));
  // Whom the table no longer shows, nobody can see to be ticked.
  const ids = state.selectedResources.filter((id) => onPage.has(id));
  const matching = formatCreatorsQuery({ ...query, page: 1 });
  return {
    ids,
    isAll,
    count: isAll ? total : ids.length,
    onSelectionChange: state.handleSelectionChange,
    clear: state.clearSelection,
    fields: isAll ? { matching } : { ids: ids.join(",") },
  };
}
