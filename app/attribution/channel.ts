import type { Came } from "#app/orders/came.ts";

/** Where a customer came from. `other`: another site that no rule names; `unknown`: nobody may know, which is not the same as direct. */
export const CHANNELS = [
  "creator",
  "referral",
  "paid",
  "email",
  "search",
  "social",
  "direct",
  "other",
  "unknown",
] as const;
export type Channel = (typeof CHANNELS)[number];

/** The channels a rule may lead to; the others follow from what happened. */
export const RULED = ["paid", "email", "search", "social", "other"] as const;

/** What a rule looks at: a parameter's name on the landing page, `utm_medium`, `utm_source`, or the host that led there. */
export const LOOKS = ["parameter", "medium", "source", "referrer"] as const;

/** A row of the rules table: where `look` is one of `values`, the customer came by `channel`. */
export type ChannelRule = {
  readonly look: (typeof LOOKS)[number];
  readonly values: readonly string[];
  readonly channel: (typeof RULED)[number];
};

/** The rules until a merchant changes them; the first that fits decides. */
export const DEFAULT_CHANNEL_RULES: readonly ChannelRule[] = [
  rule("parameter", "paid", "gclid gbraid wbraid fbclid msclkid ttclid twclid li_fat_id rdt_cid"),
  rule(
    "medium",
    "paid",
    "cpc ppc cpm paid paidsearch paid_search paidsocial paid_social display retargeting",
  ),
  rule("medium", "email", "email e-mail newsletter sms"),
  rule("medium", "search", "organic"),
  rule(
    "referrer",
    "search",
    "google bing duckduckgo yahoo ecosia yandex baidu qwant startpage search.brave.com",
  ),
  rule("medium", "social", "social"),
  rule(
    "referrer",
    "social",
    "facebook instagram tiktok youtube twitter x.com t.co pinterest reddit linkedin lnkd.in snapchat threads.net",
  ),
];

/** The three that are compared everywhere: organic is search, social and direct; e-mail, referral and the rest stand apart. */
export const COMPARED = {
  creator: ["creator"],
  paid: ["paid"],
  organic: ["search", "social", "direct"],
} as const satisfies Record<string, readonly Channel[]>;

/**
 * By which channel a customer's first order came: a creator's when it is credited to one; else by the first rule that
 * fits how they came; else direct when they landed on a page without anything that led there, another site when something
 * did. Who landed on no page at all (POS, drafts, consent refused) came by nobody knows what.
 */
export function channelOf(isCredited: boolean, came: Came, rules: readonly ChannelRule[]): Channel {
  if (isCredited) return "creator";
  const found = rules.find((each) => fits(each, came));
  if (found) return found.channel;
  const isLed = came.referrer !== null || came.medium !== null || came.source !== null;
  return isLed ? "other" : came.hasLanded ? "direct" : "unknown";
}

function fits({ look, values }: ChannelRule, { parameters, medium, source, referrer }: Came): boolean {
  if (look === "parameter") return values.some((value) => parameters.includes(value));
  if (look === "referrer") return referrer !== null && values.some((value) => isOf(referrer, value));
  const said = look === "medium" ? medium : source;
  return said !== null && values.includes(said);
}

/** Whether a host is a site's: `google` is any host with that label (`news.google.de`), `x.com` that domain and those under it. */
function isOf(host: string, site: string): boolean {
  return site.includes(".")
    ? host === site || host.endsWith(`.${site}`)
    : host.split(".").slice(0, -1).includes(site);
}

function rule(look: ChannelRule["look"], channel: ChannelRule["channel"], values: string): ChannelRule {
  return { look, channel, values: values.split(" ") };
}

/** What is wrong with the rules table; `rule` is the row, from 1. */
export type ChannelsRefusal = {
  readonly because: {
    readonly rules: "unreadable" | "too-many" | "no-values" | "too-many-values" | "too-long";
  };
  readonly rule?: number;
};

const MOST_RULES = 50;
const MOST_VALUES = 100;
const LONGEST_VALUE = 100;

/** Reads the rules table from its form: JSON rows of `look`, `values` (a text, parted by commas, spaces or lines) and `channel`. */
export function parseChannelRules(text: string): readonly ChannelRule[] | ChannelsRefusal {
  const rows = rowsIn(text);
  if (!rows) return { because: { rules: "unreadable" } };
  if (rows.length > MOST_RULES) return { because: { rules: "too-many" } };
  const rules: ChannelRule[] = [];
  for (const [index, row] of rows.entries()) {
    const look = LOOKS.find((each) => each === row.look);
    const channel = RULED.find((each) => each === row.channel);
    const values = [...new Set(valuesIn(row.values))];
    if (!look || !channel) return { because: { rules: "unreadable" }, rule: index + 1 };
    if (values.length === 0) return { because: { rules: "no-values" }, rule: index + 1 };
    if (values.length > MOST_VALUES) return { because: { rules: "too-many-values" }, rule: index + 1 };
    if (values.some((value) => value.length > LONGEST_VALUE))
      return { because: { rules: "too-long" }, rule: index + 1 };
    rules.push({ look, values, channel });
  }
  return rules;
}

type RuleRow = { readonly look?: unknown; readonly values?: unknown; readonly channel?: unknown };

function rowsIn(text: string): RuleRow[] | null {
  try {
    const rows: unknown = JSON.parse(text);
    return Array.isArray(rows) && rows.every((row) => typeof row === "object" && row !== null) ? rows : null;
  } catch {
    return null;
  }
}

const valuesIn = (text: unknown): string[] =>
  String(text ?? "")
    .toWellFormed()
    .toLowerCase()
    .split(/[\s,]+/)
    .map((value) => value.replace(/\p{Cc}/gu, "").replace(/^www\./, ""))
    .filter((value) => value !== "");
