/** How the codes' table may be narrowed by how codes stand. */
export const CODE_STATES = [
  ...(["live", "creating", "refused", "ended"] as const),
  ...(["drifted", "deleted", "renamed", "changed", "stopped"] as const),
] as const;
export type CodeState = (typeof CODE_STATES)[number];

/** The kinds of discount a code may be narrowed to. */
export const CODE_KINDS = ["percent", "amount", "free-shipping"] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Which codes are shown, as the address says it; null: all. */
export type CodesQuery = {
  readonly search: string;
  readonly state: CodeState | null;
  readonly programId: string | null;
  readonly kind: CodeKind | null;
  /** Those that were added together; codes for one use each are shown only so, or where they are searched for. */
  readonly batchId: string | null;
  readonly page: number;
};

/** The table as it opens: every code, the newest first. */
export const ALL_CODES: CodesQuery = {
  ...{ search: "", state: null, programId: null, kind: null, batchId: null, page: 1 },
};

const LONGEST_SEARCH = 200;
const LAST_PAGE = 1_000_000;

/** Reads an address: `?q=ada&state=drifted&program=pg_...&kind=percent&page=2`. What it does not say, or says wrongly, is as the table opens. */
export function readCodesQuery(params: URLSearchParams): CodesQuery {
  const search = (params.get("q") ?? "").toWellFormed().replace(/\p{Cc}+/gu, " ");
  const page = /^\d{1,7}$/.exec(params.get("page") ?? "")?.[0] ?? "1";
  return {
    search: [...search].slice(0, LONGEST_SEARCH).join(""),
    state: CODE_STATES.find((each) => each === params.get("state")) ?? null,
    programId: /^pg_[0-9a-z]{20}$/.exec(params.get("program") ?? "")?.[0] ?? null,
    kind: CODE_KINDS.find((each) => each === params.get("kind")) ?? null,
    batchId: /^ba_[0-9a-z]{20}$/.exec(params.get("batch") ?? "")?.[0] ?? null,
    page: Math.min(Math.max(1, Number(page)), LAST_PAGE),
  };
}

/** Writes a query as an address's search: only what is not as the table opens; "" for that. */
export function formatCodesQuery({ search, state, programId, kind, batchId, page }: CodesQuery): string {
  const params = new URLSearchParams();
  if (search !== "") params.set("q", search);
  if (state !== null) params.set("state", state);
  if (programId !== null) params.set("program", programId);
  if (kind !== null) params.set("kind", kind);
  if (batchId !== null) params.set("batch", batchId);
  if (page !== 1) params.set("page", String(page));
  return params.size > 0 ? `?${params}` : "";
}

/** Whether a query narrows anything. */
export const isNarrowed = (query: CodesQuery): boolean => formatCodesQuery({ ...query, page: 1 }) !== "";
