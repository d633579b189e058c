import { IndexFilters, IndexFiltersMode, type IndexFiltersProps } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import {
  type CreatorsQuery,
  EVERYBODY,
  isNarrowed,
  SORTS,
  type Sort,
} from "#app/attribution/creators-query.ts";
import { useAppliedFilters } from "#app/ui/admin/creators/applied-filters.ts";
import type { ProgramName } from "#app/ui/admin/creators/creator-line.ts";
import { type Show, useFilterControls } from "#app/ui/admin/creators/filter-controls.tsx";
import type { useViews } from "#app/ui/admin/creators/use-views.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const TYPING_MS = 300;

/** The views, the search, the filters and the sort of the creators' table; all of it is the address's. */
export function CreatorsFilters({
  query,
  views,
  programs,
  isLoading,
  show,
}: {
  query: CreatorsQuery;
  views: ReturnType<typeof useViews>;
  programs: readonly ProgramName[];
  isLoading: boolean;
  show: Show;
}) {
  const t = useWords();
  const [typed, setTyped] = useTyped(query.search, (search) => show({ search }));
  const { mode, setMode, isByHand } = useMode(views.isEdited && isNarrowed(query));
  const sortOptions: IndexFiltersProps["sortOptions"] = SORTS.flatMap((sort) =>
    (["ascending", "descending"] as const).map((direction) => ({
      value: `${sort} ${direction === "ascending" ? "asc" : "desc"}` as const,
      label: t(`creators:sort.${sort}.label`),
      directionLabel: t(`creators:sort.${sort}.${direction}`),
    })),
  );
  return (
    <IndexFilters
      tabs={views.tabs}
      selected={views.selected}
      onSelect={views.select}
      canCreateNewView
      onCreateNewView={views.create}
      primaryAction={views.primaryAction}
      cancelAction={{ onAction: () => views.select(views.selected) }}
      queryValue={typed}
      queryPlaceholder={t("creators:list.searchHint")}
      onQueryChange={setTyped}
      onQueryClear={() => setTyped("")}
      filters={useFilterControls(query, programs, show)}
      appliedFilters={useAppliedFilters(query, programs, show)}
      onClearAll={() => show({ ...EVERYBODY, search: query.search })}
      sortOptions={sortOptions}
      sortSelected={[`${query.sort} ${query.isDescending ? "desc" : "asc"}`]}
      onSort={([value = ""]) => {
        const [sort, direction] = value.split(" ");
        show({ sort: sort as Sort, isDescending: direction === "desc" });
      }}
      mode={mode}
      setMode={setMode}
      autoFocusSearchField={isByHand}
      loading={isLoading}
    />
  );
}

/**
 * Whether tabs or filters are shown. Filters that no tab stands for are never hidden behind one; with them go the controls,
 * unless the merchant opened those by hand.
 */
function useMode(mustShow: boolean) {
  const [mode, setMode] = useState(mustShow ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const [isByHand, setIsByHand] = useState(false);
  const byHand = useRef(isByHand);
  byHand.current = isByHand;
  useEffect(() => {
    if (mustShow) setMode(IndexFiltersMode.Filtering);
    else if (!byHand.current) setMode(IndexFiltersMode.Default);
  }, [mustShow]);
  return {
    mode,
    isByHand,
    setMode: (next: IndexFiltersMode) => {
      setIsByHand(next === IndexFiltersMode.Filtering);
      setMode(next);
    },
  };
}

/** What is typed, heard once typing pauses; follows the address when that changes by itself. */
function useTyped(heard: string, onHear: (text: string) => void) {
  const [typed, setTyped] = useState(heard);
  const hear = useRef(onHear);
  hear.current = onHear;
  const told = useRef(heard);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      hear.current(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (heard === told.current) return;
    told.current = heard;
    setTyped(heard);
  }, [heard]);
  return [typed, setTyped] as const;
}
