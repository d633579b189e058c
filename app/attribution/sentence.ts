import type { Touch } from "#app/attribution/touch.ts";

/**
 * How ids, amounts and instants are written for the reader: the creator's name, minor units as money ("$5.00"), an ISO
 * instant as the shop's day and time ("Mar 1, 2026, 2:05 PM").
 */
export type Names = {
  creatorName(id: string): string;
  money(minor: number): string;
  when(instant: string): string;
  /** Millionths of an order as a percentage: 500,000 -> "50%". */
  share(millionths: number): string;
};

/** A sentence: a key of `locales/{language}/because.json` and exactly the values its text asks for. */
export type Sentence = { readonly key: string; readonly values: Record<string, string> };

/** Whatever a sentence may say of a touch. */
export function valuesOf(touch: Touch, names: Names) {
  const creator = touch.creatorId === null ? undefined : names.creatorName(touch.creatorId);
  if (touch.kind === "code")
    return { creator, code: touch.code, discount: names.money(touch.discount), slug: undefined };
  if (touch.kind === "binding")
    return {
      creator,
      order: touch.orderName,
      when: names.when(touch.boundAt),
      slug: undefined,
      code: undefined,
    };
  if (touch.kind === "hand")
    return { creator, when: names.when(touch.givenAt), slug: undefined, code: undefined };
  return {
    creator,
    code: undefined,
    slug: touch.slug ?? undefined,
    when: touch.clickedAt === null ? undefined : names.when(touch.clickedAt),
    days: String(touch.windowDays),
    share: touch.share === undefined ? undefined : names.share(touch.share),
  };
}

type Value = keyof ReturnType<typeof valuesOf> | "when" | "days" | "share" | "order";
type Told = readonly [key: string, ...values: Value[]];

const OF_A_CODE: Partial<Record<Touch["verdict"], Told>> = {
  decided: ["because.touch.decided", "code", "creator", "discount"],
  outranked: ["because.touch.outranked", "code", "creator", "discount"],
  "no-creators-code": ["because.touch.noCreatorsCode", "code"],
  "outside-ownership": ["because.touch.outsideOwnership", "code", "creator"],
  paused: ["because.touch.paused", "code", "creator"],
  "paused-code": ["because.touch.pausedCode", "code", "creator"],
  "self-referral-customer": ["because.touch.selfReferral.customer", "code", "creator"],
  "self-referral-email": ["because.touch.selfReferral.email", "code", "creator"],
  "self-referral-phone": ["because.touch.selfReferral.phone", "code", "creator"],
  "self-referral-address": ["because.touch.selfReferral.address", "code", "creator"],
  "order-refused": ["because.touch.orderRefused", "code", "creator"],
};

const OF_A_LINK: Partial<Record<Touch["verdict"], Told>> = {
  decided: ["because.click.decided", "slug", "creator", "when"],
  outranked: ["because.click.outranked", "slug", "creator", "when"],
  "outside-window": ["because.click.outsideWindow", "slug", "creator", "when", "days"],
  "after-order": ["because.click.afterOrder", "slug", "creator", "when"],
  unverified: ["because.click.unverified"],
  "outside-ownership": ["because.click.outsideOwnership", "slug", "when"],
  paused: ["because.click.paused", "slug", "creator"],
  "self-referral-customer": ["because.click.selfReferral.customer", "slug", "creator"],
  "self-referral-email": ["because.click.selfReferral.email", "slug", "creator"],
  "self-referral-phone": ["because.click.selfReferral.phone", "slug", "creator"],
  "self-referral-address": ["because.click.selfReferral.address", "slug", "creator"],
  "order-refused": ["because.click.orderRefused", "slug", "creator", "when"],
};

const OF_A_BINDING: Partial<Record<Touch["verdict"], Told>> = {
  decided: ["because.bond.decided", "creator", "order", "when"],
  outranked: ["because.bond.outranked", "creator", "order", "when"],
  "binding-over": ["because.bond.over", "creator", "order", "when"],
  paused: ["because.bond.paused", "creator"],
  "self-referral-customer": ["because.bond.selfReferral.customer", "creator"],
  "self-referral-email": ["because.bond.selfReferral.email", "creator"],
  "self-referral-phone": ["because.bond.selfReferral.phone", "creator"],
  "self-referral-address": ["because.bond.selfReferral.address", "creator"],
  "order-refused": ["because.bond.orderRefused", "creator", "order", "when"],
};

const OF_A_HAND: Partial<Record<Touch["verdict"], Told>> = {
  decided: ["because.byTheHand.decided", "creator"],
  "order-refused": ["because.byTheHand.orderRefused", "creator"],
};
const OF_NOBODY: Partial<Record<Touch["verdict"], Told>> = {
  decided: ["because.byTheHand.nobody"],
  "order-refused": ["because.byTheHand.nobodyRefused"],
};

const SHARED: Told = ["because.click.shared", "slug", "creator", "when", "share"];

function toldOf(touch: Touch): Told | undefined {
  if (touch.kind === "code") return OF_A_CODE[touch.verdict];
  if (touch.kind === "binding") return OF_A_BINDING[touch.verdict];
  if (touch.kind === "hand") return (touch.creatorId === null ? OF_NOBODY : OF_A_HAND)[touch.verdict];
  return touch.verdict === "decided" && touch.share !== undefined ? SHARED : OF_A_LINK[touch.verdict];
}

/** What became of one touch, as a sentence: `because.touch.outranked` with the code, its creator and what it took off. */
export function touchSentence(touch: Touch, names: Names): Sentence {
  const told = toldOf(touch);
  if (!told) throw new Error(`A ${touch.kind} cannot be "${touch.verdict}": ${JSON.stringify(touch)}`);
  const [key, ...asked] = told;
  const all: Partial<Record<Value, string>> = valuesOf(touch, names);
  return { key, values: Object.fromEntries(asked.map((name) => [name, all[name] ?? ""])) };
}
