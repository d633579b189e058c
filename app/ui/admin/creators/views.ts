import {
  type CreatorsQuery,
  EVERYBODY,
  formatCreatorsQuery,
  OPENING,
} from "#app/attribution/creators-query.ts";

/** A way of looking at the table: a tab. `query` is an address's search, "?status=paused". */
export type View = {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly isOwn: boolean;
};

/** The views every shop has, by the key of their name. */
export const BUILT_IN = ["all", "active", "paused", "attention", "without-orders"] as const;

const QUERIES: Readonly<Record<(typeof BUILT_IN)[number], Partial<CreatorsQuery>>> = {
  all: {},
  active: { status: "active" },
  paused: { status: "paused" },
  attention: { codes: ["refused", "drifted"] },
  "without-orders": { orders: "without" },
};

/** The tabs above the table: the ones every shop has, named by `nameOf`, then the merchant's own. */
export function viewsWith(
  own: readonly { readonly id: string; readonly name: string; readonly query: string }[],
  nameOf: (id: (typeof BUILT_IN)[number]) => string,
): View[] {
  const builtIn = BUILT_IN.map((id) => {
    const query = formatCreatorsQuery({ ...OPENING, ...EVERYBODY, ...QUERIES[id] });
    return { id, name: nameOf(id), query, isOwn: false };
  });
  return [...builtIn, ...own.map((view) => ({ ...view, isOwn: true }))];
}

/**
 * Which tab the table stands under: the one the address names, else the one that shows just this, else everybody.
 * `isEdited`: the table shows something else than that tab says.
 */
export function placeAmong(
  views: readonly View[],
  named: string | null,
  query: CreatorsQuery,
): { readonly selected: number; readonly isEdited: boolean } {
  const shown = formatCreatorsQuery({ ...query, page: 1 });
  const byName = views.findIndex(({ id }) => id === named);
  const selected = byName >= 0 ? byName : views.findIndex((view) => view.query === shown);
  return { selected: Math.max(0, selected), isEdited: views[Math.max(0, selected)]?.query !== shown };
}

/** The table's address for a query; under `view` where what it shows does not say so itself. */
export function addressOf(query: CreatorsQuery, view: View | undefined): string {
  const search = formatCreatorsQuery(query);
  const isSaid = !view || view.id === "all" || view.query === formatCreatorsQuery({ ...query, page: 1 });
  if (isSaid) return `/app/creators${search}`;
  return `/app/creators${search === "" ? "?" : `${search}&`}view=${view.id}`;
}
