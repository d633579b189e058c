/** By what the creators' table can be sorted. */
export const SORTS = ["name", "orders", "customers", "net", "refunded"] as const;
export type Sort = (typeof SORTS)[number];

/** Which creators are shown, as the address says it. */
export type CreatorsQuery = {
  readonly search: string;
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly page: number;
};

/** The table as it opens: who brings most comes first. */
const OPENING: CreatorsQuery = { search: "", sort: "net", isDescending: true, page: 1 };
const LONGEST_SEARCH = 200;
const LAST_PAGE = 1_000_000;

/** Reads an address: `?q=ada&sort=orders&dir=asc&page=2`. What it does not say, or says wrongly, is as the table opens. */
export function readCreatorsQuery(params: URLSearchParams): CreatorsQuery {
  const search = (params.get("q") ?? "").toWellFormed().replace(/\p{Cc}+/gu, " ");
  const sort = SORTS.find((each) => each === params.get("sort")) ?? OPENING.sort;
  const direction = params.get("dir");
  const page = /^\d{1,7}$/.exec(params.get("page") ?? "")?.[0] ?? "1";
  return {
    search: [...search].slice(0, LONGEST_SEARCH).join(""),
    sort,
    isDescending: direction === "asc" || direction === "desc" ? direction === "desc" : opensDescending(sort),
    page: Math.min(Math.max(1, Number(page)), LAST_PAGE),
  };
}

/** Writes a query as an address's search: only what is not as the table opens; "" for that. */
export function formatCreatorsQuery({ search, sort, isDescending, page }: CreatorsQuery): string {
  const params = new URLSearchParams();
  if (search !== "") params.set("q", search);
  if (sort !== OPENING.sort) params.set("sort", sort);
  if (isDescending !== opensDescending(sort)) params.set("dir", isDescending ? "desc" : "asc");
  if (page !== 1) params.set("page", String(page));
  return params.size > 0 ? `?${params}` : "";
}

/** Names begin with A, amounts with the highest. */
export function opensDescending(sort: Sort): boolean {
  return sort !== "name";
}
