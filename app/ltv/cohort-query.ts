import type { Channel } from "#app/attribution/channel.ts";
import { type CodeKey, codeKey } from "#app/creators/code.ts";
import { type CreatorId, type LinkId, parseId } from "#app/kernel/id.ts";
import { type Month, parseMonth } from "#app/kernel/month.ts";

/** What a matrix of cohorts can show: the share who bought, or who bought twice; money by order, or by customer. */
export const MEASURES = ["retention", "repeat", "order-value", "revenue"] as const;
export type Measure = (typeof MEASURES)[number];

/** How customers came, as comparisons group it: organic is search, social and direct. */
export const WAYS = ["creator", "paid", "organic", "referral", "email", "other", "unknown"] as const;
export type Way = (typeof WAYS)[number];

/** The channels a way holds. */
export const CHANNELS_OF: Readonly<Record<Way, readonly Channel[]>> = {
  ...{ creator: ["creator"], paid: ["paid"], organic: ["search", "social", "direct"] },
  ...{ referral: ["referral"], email: ["email"], other: ["other"], unknown: ["unknown"] },
};

/** Which customers, by their first counted order; null: whichever. All that is named must hold at once. */
export type Selection = {
  readonly creatorId: CreatorId | null;
  readonly code: CodeKey | null;
  readonly linkId: LinkId | null;
  readonly way: Way | null;
  /** Shopify's id of the product, as it stands in an address: digits alone. */
  readonly product: string | null;
  /** Two capitals. */
  readonly country: string | null;
  /** Cohorts from this month on, and up to that one. */
  readonly from: Month | null;
  readonly to: Month | null;
};

/** What the page shows: of whom, how, and beside whom. */
export type CohortQuery = Selection & {
  readonly measure: Measure;
  readonly per: "month" | "quarter";
  /** Each age by itself, or all up to it. */
  readonly isCumulative: boolean;
  /** Others to compare with: the same customers but by another creator, or come another way. */
  readonly beside: readonly Beside[];
};

/** Whom to compare with. */
export type Beside = { readonly creatorId: CreatorId } | { readonly way: Way };

/** Whoever there is. */
export const EVERYBODY: Selection = {
  ...{ creatorId: null, code: null, linkId: null, way: null, product: null, country: null },
  ...{ from: null, to: null },
};
/** The page as it opens: everybody's retention by months. */
export const AS_OPENED: CohortQuery = {
  ...EVERYBODY,
  ...{ measure: "retention", per: "month", isCumulative: false, beside: [] },
};

/** More than so many curves nobody tells apart. */
const MOST_BESIDE = 2;
const LONGEST_CODE = 255;

/**
 * Reads an address: `?show=revenue&per=quarter&sum=all&creator=cr_...&code=ADA10&link=ln_...&way=paid&product=123&country=DK&from=2026-01&to=2026-06&beside=paid&beside=cr_...`.
 * What it does not say, or says wrongly, is as the page opens.
 */
export function readCohortQuery(params: URLSearchParams): CohortQuery {
  const [from, to] = [parseMonth(params.get("from")), parseMonth(params.get("to"))];
  const isTurned = from !== null && to !== null && from > to;
  const code = codeKey((params.get("code") ?? "").toWellFormed());
  const beside = params.getAll("beside").map(besideIn);
  return {
    measure: MEASURES.find((each) => each === params.get("show")) ?? AS_OPENED.measure,
    per: params.get("per") === "quarter" ? "quarter" : "month",
    isCumulative: params.get("sum") === "all",
    creatorId: parseId("creator", params.get("creator") ?? ""),
    code: code === "" || [...code].length > LONGEST_CODE ? null : code,
    linkId: parseId("link", params.get("link") ?? ""),
    way: WAYS.find((each) => each === params.get("way")) ?? null,
    product: /^\d{1,20}$/.exec(params.get("product") ?? "")?.[0] ?? null,
    country: /^[A-Z]{2}$/.exec(params.get("country") ?? "")?.[0] ?? null,
    ...(isTurned ? { from: to, to: from } : { from, to }),
    beside: beside.filter((each) => each !== null).slice(0, MOST_BESIDE),
  };
}

function besideIn(text: string): Beside | null {
  const way = WAYS.find((each) => each === text);
  if (way) return { way };
  const creatorId = parseId("creator", text);
  return creatorId && { creatorId };
}

/** Writes a query as an address's search: only what is not as the page opens; "" for that. */
export function formatCohortQuery(query: CohortQuery): string {
  const params = new URLSearchParams();
  if (query.measure !== AS_OPENED.measure) params.set("show", query.measure);
  if (query.per !== AS_OPENED.per) params.set("per", query.per);
  if (query.isCumulative) params.set("sum", "all");
  const { creatorId: creator, code, linkId: link, way, product, country, from, to } = query;
  for (const [name, value] of Object.entries({ creator, code, link, way, product, country, from, to }))
    if (value !== null) params.set(name, value);
  for (const each of query.beside) params.append("beside", "way" in each ? each.way : each.creatorId);
  return params.size > 0 ? `?${params}` : "";
}

/** Whom a comparison is with: the selection, but by another creator, or come another way. */
export function selectionBeside(selection: Selection, beside: Beside): Selection {
  // A code or a link is its creator's: another creator has others.
  const others = { ...selection, creatorId: null, code: null, linkId: null, way: null };
  return { ...others, ...beside };
}
