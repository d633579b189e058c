import { isDay } from "#app/kernel/day.ts";
import { type CreatorId, type ProgramId, parseId } from "#app/kernel/id.ts";

/** By what the creators' table can be sorted. */
export const SORTS = ["name", "orders", "customers", "net", "refunded", "clicks", "joined"] as const;
export type Sort = (typeof SORTS)[number];

/** Whether orders of theirs are credited now. */
export const STATUSES = ["active", "paused"] as const;
/** Whether they have a counted order. */
export const ORDERS = ["with", "without"] as const;
/**
 * How a creator stands with codes: `none` they can be credited by; one being created; one that is live; one that was
 * refused, and none given since; one whose discount in Shopify is no longer what we know.
 */
export const CODE_STANDINGS = ["none", "creating", "active", "refused", "drifted"] as const;
export type CodeStanding = (typeof CODE_STANDINGS)[number];

/** Which creators are meant: those that fit everything said here. What is null or empty leaves nobody out. */
export type CreatorsFilter = {
  /** A part of the name, e-mail, handle or a code. */
  readonly search: string;
  readonly status: (typeof STATUSES)[number] | null;
  /** In any of these; `none` is in no program. */
  readonly programs: readonly (ProgramId | "none")[];
  readonly orders: (typeof ORDERS)[number] | null;
  /** With any of these. */
  readonly codes: readonly CodeStanding[];
  /** Days of the shop's time zone, "2026-03-29", both included. */
  readonly joinedFrom: string | null;
  readonly joinedTo: string | null;
};

/** Which creators are shown, and how, as the address says it. */
export type CreatorsQuery = CreatorsFilter & {
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly page: number;
};

/** Everybody. */
export const EVERYBODY: CreatorsFilter = {
  search: "",
  status: null,
  programs: [],
  orders: null,
  codes: [],
  joinedFrom: null,
  joinedTo: null,
};
/** The table as it opens: everybody, and who brings most comes first. */
export const OPENING: CreatorsQuery = { ...EVERYBODY, sort: "net", isDescending: true, page: 1 };

const LONGEST_SEARCH = 200;
const LAST_PAGE = 1_000_000;
const MOST_PROGRAMS = 50;
/** Joining days of a later year are typing errors that calendars cannot reckon with. */
const LAST_YEAR = "2999";

/**
 * Reads an address: `?q=ada&status=paused&program=pg_...,none&orders=with&codes=refused,drifted&from=2026-01-01&to=2026-01-31`
 * `&sort=orders&dir=asc&page=2`. What it does not say, or says wrongly, is as the table opens.
 */
export function readCreatorsQuery(params: URLSearchParams): CreatorsQuery {
  const search = (params.get("q") ?? "").toWellFormed().replace(/\p{Cc}+/gu, " ");
  const sort = oneOf(SORTS, params.get("sort")) ?? OPENING.sort;
  const direction = params.get("dir");
  const page = /^\d{1,7}$/.exec(params.get("page") ?? "")?.[0] ?? "1";
  const codes = listIn(params.get("codes"));
  return {
    search: [...search].slice(0, LONGEST_SEARCH).join(""),
    status: oneOf(STATUSES, params.get("status")),
    programs: readPrograms(listIn(params.get("program"))),
    orders: oneOf(ORDERS, params.get("orders")),
    codes: CODE_STANDINGS.filter((each) => codes.includes(each)),
    joinedFrom: dayOrNull(params.get("from")),
    joinedTo: dayOrNull(params.get("to")),
    sort,
    isDescending: direction === "asc" || direction === "desc" ? direction === "desc" : opensDescending(sort),
    page: Math.min(Math.max(1, Number(page)), LAST_PAGE),
  };
}

/** Writes a query as an address's search: only what is not as the table opens; "" for that. */
export function formatCreatorsQuery(query: CreatorsQuery): string {
  const { sort, isDescending, page } = query;
  const params = new URLSearchParams();
  const said = [
    ["q", query.search],
    ["status", query.status],
    ["program", query.programs.join(",")],
    ["orders", query.orders],
    ["codes", query.codes.join(",")],
    ["from", query.joinedFrom],
    ["to", query.joinedTo],
  ] as const;
  for (const [name, value] of said) if (value) params.set(name, value);
  if (sort !== OPENING.sort) params.set("sort", sort);
  if (isDescending !== opensDescending(sort)) params.set("dir", isDescending ? "desc" : "asc");
  if (page !== 1) params.set("page", String(page));
  return params.size > 0 ? `?${params}` : "";
}

/** Names begin with A, everything else with the highest, or the newest. */
export function opensDescending(sort: Sort): boolean {
  return sort !== "name";
}

/** Whether a query leaves anybody out. */
export function isNarrowed(query: CreatorsFilter): boolean {
  const { search, status, programs, orders, codes, joinedFrom, joinedTo } = query;
  return [search.trim(), status, programs[0], orders, codes[0], joinedFrom, joinedTo].some(Boolean);
}

/** Reads ids of creators, each once, from `cr_...,cr_...`; what is none is left out. */
export function readCreatorIds(text: string | null): CreatorId[] {
  const ids = listIn(text).map((each) => parseId("creator", each));
  return [...new Set(ids)].filter((id) => id !== null);
}

function readPrograms(texts: readonly string[]): (ProgramId | "none")[] {
  const known = texts.map((each) => (each === "none" ? each : parseId("program", each)));
  return [...new Set(known)].filter((each) => each !== null).slice(0, MOST_PROGRAMS);
}

const listIn = (text: string | null) => (text ?? "").split(",").map((each) => each.trim());

const dayOrNull = (text: string | null) =>
  text !== null && isDay(text) && text.slice(0, 4) <= LAST_YEAR ? text : null;

function oneOf<Each extends string>(all: readonly Each[], text: string | null): Each | null {
  return all.find((each) => each === text) ?? null;
}
