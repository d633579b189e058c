import type { PlacedCode, PlacedOrder, PlacedRefund } from "#test/sandbox/contract.ts";
import { minorOf } from "#test/sandbox/order-life/decimal.ts";
import { type CastCreator, MERCHANTS_CODES, type Source } from "#test/sandbox/play/demo/cast.ts";
import { fillBasket, GIFT_CARD, TIP } from "#test/sandbox/play/demo/catalogue.ts";
import { CREATORS } from "#test/sandbox/play/demo/creators.ts";
import { doorOf } from "#test/sandbox/play/demo/door.ts";
import { type Person, plain } from "#test/sandbox/play/demo/people.ts";
import type { Random } from "#test/sandbox/random.ts";

/** An order of the demo before it has an id, what becomes of it, and what is true of it. */
export type Draft = {
  readonly placed: Omit<PlacedOrder, "id">;
  readonly refund: Omit<PlacedRefund, "orderId"> | null;
  readonly cancelledAt: Date | null;
  readonly person: Person;
  /** Whether it ever counts: paid, no test, not cancelled. */
  readonly isCounted: boolean;
  /** Whom it must be credited to, counted or not; null for nobody. */
  readonly earnedBy: string | null;
};

const DAY = 86_400_000;
const isCreator = (source: Source): source is CastCreator => "code" in source;

/** A shopper's orders from the first at `first` up to `end`: each followed by another as likely as the source's truth says. */
export function shop(random: Random, source: Source, person: Person, first: Date, end: Date): Draft[] {
  const drafts: Draft[] = [];
  for (let at = first; at < end; ) {
    drafts.push(order(random, source, person, at, end, drafts.length));
    if (person.kind === "nobody" || !random.chance(source.returns)) break;
    at = new Date(at.getTime() + Math.round((3 + random.wait(source.gapDays - 3)) * DAY));
  }
  return drafts;
}

/** One order of a shopper who has made `before` of them. */
export function order(
  random: Random,
  source: Source,
  person: Person,
  at: Date,
  end: Date,
  before: number,
): Draft {
  const isGuest = person.kind === "guest" || (person.kind === "joins-later" && before === 0);
  const isNobody = person.kind === "nobody";
  const way = isCreator(source) ? wayOf(random, source, person, before) : null;
  const wantsCode = isCreator(source) && way === "code";
  const codes = wantsCode ? creatorsCodes(random, source) : merchantsCodes(random, before);
  const lines = fillBasket(random);
  if (random.chance(0.02)) lines.push(GIFT_CARD);
  if (random.chance(0.02)) lines.push(TIP);
  const test = random.chance(0.0025);
  const financialStatus = random.weighted([
    ["paid", 982],
    ["pending", 12],
    ["authorized", 3],
    ["partially_paid", 3],
  ] as const);
  const isPaid = financialStatus === "paid" || financialStatus === "partially_paid";
  const cancelledAt = random.chance(0.014) ? later(random, at, 4, end) : null;
  const isRefundable = financialStatus === "paid" && !test && cancelledAt === null;
  return {
    placed: {
      at,
      customerId: isGuest || isNobody ? null : person.customer.id,
      email: isNobody ? null : person.customer.email,
      lines,
      ...(codes.length > 0 && { codes }),
      ...(!isNobody && { shipping: random.chance(0.4) ? "0.00" : "5.90" }),
      ...(random.chance(0.7) && { taxRate: random.pick(["4", "6.25", "7.25", "8.875"]) }),
      ...(test && { test }),
      financialStatus,
      ...(isNobody ? { sourceName: "pos" } : doorOf(random, source)),
      ...(isCreator(source) && way === "link" && byLink(random, source, at)),
    },
    refund:
      isRefundable && random.chance(source.refunds)
        ? refund(random, lines, later(random, at, 21, end))
        : null,
    cancelledAt,
    person,
    isCounted: isPaid && !test && cancelledAt === null,
    earnedBy: way === null ? null : source.name,
  };
}

/** How likely a shopper forgets the code and comes by the creator's link alone: the first time, and later without the code. */
const LINK_ALONE = 0.15;

/** Whether a creator's shopper uses the code, comes by the link alone, or (later) by neither. Nobody links to a till. */
function wayOf(
  random: Random,
  { keepsCode, curve }: CastCreator,
  { kind }: Person,
  before: number,
): "code" | "link" | null {
  const hasLink = kind !== "nobody" && curve !== "leak" && keepsCode < 0.9 && random.chance(LINK_ALONE);
  if (before === 0) return hasLink ? "link" : "code";
  if (random.chance(keepsCode)) return "code";
  return hasLink ? "link" : null;
}

/** A visit by the creator's link, some hours before, as Shopify records it. */
export function byLink(random: Random, source: CastCreator, at: Date) {
  const landingPage = `/?ref=${slugOf(source)}`;
  const click = new Date(Number(at) - 300_000 - Math.floor(random.next() * 20 * 3_600_000));
  return { landingSite: landingPage, journey: [{ at: click, landingPage, referrer: null }] };
}

/** What a creator's first link is called: the name in plain letters. */
const slugOf = ({ name }: CastCreator) => name.split(" ").map(plain).join("-");

/** The creator's code in the shopper's own letter case; now and then a weaker code of another creator stands first. */
function creatorsCodes(random: Random, { code, kind, value }: CastCreator): PlacedCode[] {
  const own = {
    code: typed(random, code),
    takes: kind === "percent" ? { percent: value } : { amount: value },
  };
  if (kind !== "percent" || value === "10" || !random.chance(0.06)) return [own];
  const other = random.pick(CREATORS.filter((one) => one.kind === "percent" && one.value === "10"));
  return [{ code: other.code, takes: { percent: other.value } }, own];
}

function merchantsCodes(random: Random, before: number): PlacedCode[] {
  return random.chance(before === 0 ? 0.14 : 0.05) ? [random.pick(MERCHANTS_CODES)] : [];
}

function typed(random: Random, code: string): string {
  const capital = code.charAt(0) + code.slice(1).toLowerCase();
  return random.weighted([
    [code, 74],
    [code.toLowerCase(), 18],
    [capital, 8],
  ] as const);
}

/** Everything back, one unit back, or a few dollars for the trouble. */
function refund(random: Random, lines: Draft["placed"]["lines"], at: Date | null): Draft["refund"] {
  if (at === null) return null;
  const goods = [...lines.keys()].filter((index) => !lines[index]?.isGiftCard && !lines[index]?.isTip);
  const isDear = goods.some((index) => minorOf(lines[index]?.price ?? "0", "USD") >= 1400);
  const kind = random.weighted([
    ["all", 45],
    ["unit", 35],
    ["amount", isDear ? 20 : 0],
  ] as const);
  if (kind === "amount") return { at, amountOnly: random.pick(["2.00", "3.50", "5.00"]) };
  if (kind === "unit") return { at, lines: [{ line: random.pick(goods), quantity: 1 }] };
  return { at, lines: goods.map((line) => ({ line, quantity: lines[line]?.quantity ?? 1 })) };
}

/** Some time in the days after; null when the play is over by then. */
function later(random: Random, at: Date, days: number, end: Date): Date | null {
  const then = new Date(at.getTime() + 3_600_000 + Math.floor(random.next() * days * DAY));
  return then < end ? then : null;
}
