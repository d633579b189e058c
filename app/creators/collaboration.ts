import { isDay } from "#app/kernel/day.ts";
import { readMinor } from "#app/kernel/money.ts";

/** What creators make for a shop. */
export const COLLABORATION_KINDS = [
  "story",
  "post",
  "tutorial",
  "behind-the-scenes",
  "live",
  "review",
  "event",
  "shout-out",
  "other",
] as const;
export type CollaborationKind = (typeof COLLABORATION_KINDS)[number];

/**
 * Content a creator made, what it reached and what it cost: `day` in the shop's zone; `reach` and `interactions` are null
 * where nobody counted them; the fee, and the gift at what it cost the shop, in minor units of `currency`.
 */
export type Collaboration = {
  readonly kind: CollaborationKind;
  readonly day: string;
  readonly url: string | null;
  readonly reach: number | null;
  readonly interactions: number | null;
  readonly feeMinor: number;
  readonly giftMinor: number;
  readonly currency: string;
  readonly note: string;
};

/** The form of a collaboration, as typed. */
export const COLLABORATION_FIELDS = [
  "kind",
  "day",
  "url",
  "reach",
  "interactions",
  "fee",
  "gift",
  "note",
] as const;
export type CollaborationField = (typeof COLLABORATION_FIELDS)[number];
export type CollaborationFields = Readonly<Record<CollaborationField, string>>;

/** What is wrong with each field; a field that is right is not named. */
export type CollaborationRefusal = {
  readonly because: {
    readonly kind?: "unknown-kind";
    readonly day?: "empty" | "not-a-date" | "too-early" | "too-late";
    readonly url?: "not-an-address" | "too-long";
    readonly reach?: "not-a-number" | "out-of-range";
    readonly interactions?: "not-a-number" | "out-of-range";
    readonly fee?: "not-a-number" | "out-of-range";
    readonly gift?: "not-a-number" | "out-of-range";
    readonly note?: "too-long";
  };
};

const EARLIEST = "2000-01-01";
const LONGEST_URL = 2_000;
const LONGEST_NOTE = 1_000;
const MOST = 2_147_483_647;

/** The last day a collaboration may be planned for: a year from today. "2026-03-01" -> "2027-03-01". */
export const lastDay = (today: string): string => {
  const next = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`;
  return isDay(next) ? next : `${next.slice(0, 8)}28`;
};

/**
 * Reads a collaboration from its form: a kind, a day from 2000 to a year from `today`, an http(s) address or nothing,
 * whole numbers or nothing, amounts of `currency` or nothing (0), a note of at most 1,000 characters.
 */
export function parseCollaboration(
  fields: CollaborationFields,
  { currency, today }: { readonly currency: string; readonly today: string },
): Collaboration | CollaborationRefusal {
  const kind = COLLABORATION_KINDS.find((each) => each === fields.kind);
  const day = fields.day.trim();
  const url = readUrl(fields.url);
  const [reach, interactions] = [readCount(fields.reach), readCount(fields.interactions)];
  const [fee, gift] = [readAmount(fields.fee, currency), readAmount(fields.gift, currency)];
  const note = fields.note.toWellFormed().replaceAll("\0", "").trim();
  const wrongDay = wrongWith(day, today);
  const because: CollaborationRefusal["because"] = {
    ...(kind === undefined && { kind: "unknown-kind" }),
    ...(wrongDay && { day: wrongDay }),
    ...(url !== null && typeof url === "object" && { url: url.because }),
    ...(reach !== null && typeof reach === "object" && { reach: reach.because }),
    ...(interactions !== null && typeof interactions === "object" && { interactions: interactions.because }),
    ...(typeof fee === "object" && { fee: fee.because }),
    ...(typeof gift === "object" && { gift: gift.because }),
    ...([...note].length > LONGEST_NOTE && { note: "too-long" }),
  };
  if (Object.keys(because).length > 0) return { because };
  return {
    kind: kind as CollaborationKind,
    day,
    url: url as string | null,
    reach: reach as number | null,
    interactions: interactions as number | null,
    feeMinor: fee as number,
    giftMinor: gift as number,
    ...{ currency, note },
  };
}

/** Interactions for each person reached, in basis points: 45 of 1,000 -> 450 (4.5 %). Null where either was not counted. */
export function engagementOf({
  reach,
  interactions,
}: Pick<Collaboration, "reach" | "interactions">): number | null {
  if (reach === null || interactions === null || reach === 0) return null;
  return Math.round((interactions / reach) * 10_000);
}

function wrongWith(day: string, today: string): CollaborationRefusal["because"]["day"] {
  if (day === "") return "empty";
  if (!isDay(day)) return "not-a-date";
  if (day < EARLIEST) return "too-early";
  return day > lastDay(today) ? "too-late" : undefined;
}

type Wrong<Because> = { readonly because: Because };

/** An address of the web, whole: "instagram.com/p/1" -> "https://instagram.com/p/1". */
function readUrl(text: string): string | null | Wrong<"not-an-address" | "too-long"> {
  const typed = text.trim();
  if (typed === "") return null;
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`);
  const isOfWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (!url || !isOfWeb || !url.hostname.includes(".") || url.username !== "" || /[\p{Cc}\s]/u.test(typed))
    return { because: "not-an-address" };
  return url.href.length > LONGEST_URL ? { because: "too-long" } : url.href;
}

function readCount(text: string): number | null | Wrong<"not-a-number" | "out-of-range"> {
  const typed = text.trim();
  if (typed === "") return null;
  if (!/^[+-]?\d+$/.test(typed)) return { because: "not-a-number" };
  const count = Number(typed);
  return count >= 0 && count <= MOST ? count : { because: "out-of-range" };
}

function readAmount(text: string, currency: string): number | Wrong<"not-a-number" | "out-of-range"> {
  const typed = text.trim();
  if (typed === "") return 0;
  const minor = readMinor(typed, currency);
  if (typeof minor === "number") return minor >= 0 ? minor : { because: "out-of-range" };
  return { because: minor.because === "too-large" ? "out-of-range" : "not-a-number" };
}
