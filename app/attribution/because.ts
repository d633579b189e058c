import type { Attribution, Refusal } from "#app/attribution/attribute.ts";
import { DEFAULT_POLICY, type Rule } from "#app/attribution/policy.ts";
import { type Names, type Sentence, valuesOf } from "#app/attribution/sentence.ts";
import { creditsOf } from "#app/attribution/shares.ts";
import type { CodeTouch, LinkTouch, Touch } from "#app/attribution/touch.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** Refusals of the whole order: each has a sentence with the creator it would have gone to, and one without. */
const OF_THE_ORDER: Partial<Record<Refusal, string>> = {
  "test-order": "because.testOrder",
  cancelled: "because.cancelled",
  "awaiting-payment": "because.awaitingPayment",
  "nothing-sold": "because.nothingSold",
  "draft-order": "because.draftOrder",
  "subscription-renewal": "because.subscriptionRenewal",
  "refused-source": "because.refusedSource",
};

/**
 * Why an order was credited, or was not, as one sentence for the merchant. Ada's code alone -> `because.code` with
 * `{ creator: "Ada Lovelace", code: "ADA10" }`; an unpaid order with it -> `because.awaitingPayment.with`.
 */
export function becauseOf(attribution: Attribution, names: Names): Sentence {
  if (attribution.because === "hand" || attribution.because === "by-hand") return byHand(attribution, names);
  if (attribution.to !== null) return credited(attribution, names);
  const ofTheOrder = OF_THE_ORDER[attribution.because];
  if (ofTheOrder) {
    const { otherwise } = attribution;
    return otherwise === null
      ? { key: `${ofTheOrder}.without`, values: {} }
      : { key: `${ofTheOrder}.with`, values: { creator: names.creatorName(otherwise) } };
  }
  return refused(attribution.because, attribution.touches, names);
}

/** What the merchant said, and what the rules would say instead. */
function byHand({ to, otherwise = null, touches }: Attribution, names: Names): Sentence {
  const { when = "" } = valuesOf(theOne(touches, "decided"), names);
  const said = to === null ? "because.toNobody" : "because.hand";
  const values = { when, ...(to !== null && { creator: names.creatorName(to) }) } as Record<string, string>;
  if (otherwise === to) return { key: `${said}.same`, values };
  if (otherwise === null) return { key: `${said}.nobody`, values };
  return { key: `${said}.other`, values: { ...values, other: names.creatorName(otherwise) } };
}

type Credited = Extract<Attribution, { to: CreatorId }>;

function credited(attribution: Credited, names: Names): Sentence {
  const { touches, rule = DEFAULT_POLICY } = attribution;
  const credits = creditsOf(attribution);
  if (credits.length > 1) {
    const parts = credits.map(
      ({ creatorId, share }) => `${names.creatorName(creatorId)} (${names.share(share)})`,
    );
    return { key: "because.linkShared", values: { parts: parts.join(", ") } };
  }
  const touch = theOne(touches, "decided");
  if (touch.kind === "code") return byCode(touch, touches, rule, names);
  if (touch.kind === "link") return byLink(touch, touches, rule, names);
  const { creator, order, when } = valuesOf(touch, names);
  return { key: "because.binding", values: { creator, order, when } as Record<string, string> };
}

function byCode(
  decided: CodeTouch,
  touches: readonly Touch[],
  { severalCodes }: Rule,
  names: Names,
): Sentence {
  const { code, creatorId, discount } = decided;
  const creator = names.creatorName(creatorId ?? "");
  const outranked = outrankedCodes(touches);
  if (outranked.length === 0) return { key: "because.code", values: { creator, code } };
  const others = outranked.map((touch) => codeInWords(touch, names)).join(", ");
  if (severalCodes !== "most-discount")
    return {
      key: severalCodes === "first" ? "because.codeFirst" : "because.codeLast",
      values: { creator, code, others },
    };
  const isTie = outranked.some((touch) => touch.discount === discount);
  return {
    key: isTie ? "because.codeFirstOfEqual" : "because.codeOutranking",
    values: { creator, code, discount: names.money(discount), others },
  };
}

function byLink(
  decided: LinkTouch,
  touches: readonly Touch[],
  { first, model }: Rule,
  names: Names,
): Sentence {
  const { creator, slug, when, days } = valuesOf(decided, names);
  const values = { creator, slug, when, days } as Record<string, string>;
  const codes = first === "link" ? outrankedCodes(touches) : [];
  if (codes.length > 0) {
    const others = codes.map((touch) => codeInWords(touch, names)).join(", ");
    return { key: "because.linkBeforeCode", values: { ...values, others } };
  }
  const others = touches.flatMap((touch) =>
    touch.kind === "link" && touch.verdict === "outranked" && touch.creatorId !== decided.creatorId
      ? [`${touch.slug} (${names.creatorName(touch.creatorId ?? "")})`]
      : [],
  );
  if (others.length === 0) return { key: "because.link", values };
  return {
    key: model === "first" ? "because.linkFirst" : "because.linkLast",
    values: { ...values, others: [...new Set(others)].join(", ") },
  };
}

const outrankedCodes = (touches: readonly Touch[]): CodeTouch[] =>
  touches.flatMap((touch) => (touch.kind === "code" && touch.verdict === "outranked" ? [touch] : []));

const codeInWords = ({ code, creatorId, discount }: CodeTouch, names: Names) =>
  `${code} (${names.creatorName(creatorId ?? "")}, ${names.money(discount)})`;

function refused(because: Refusal, touches: readonly Touch[], names: Names): Sentence {
  if (because === "no-touch") return { key: "because.noTouch", values: {} };
  if (because === "unverified") return { key: "because.unverified", values: {} };
  if (because === "no-creators-code") {
    const codes = touches.flatMap((touch) => (touch.kind === "code" ? [touch.code] : []));
    return {
      key: `because.noCreatorsCode.${codes.length > 1 ? "several" : "one"}`,
      values: { codes: codes.join(", ") },
    };
  }
  // Of clicks that came too early the last is the one that nearly counted.
  const touch =
    because === "outside-window" ? theOne(touches.toReversed(), because) : theOne(touches, because);
  const { creator, code, slug, when, days, order } = valuesOf(touch, names);
  if (touch.kind === "binding") {
    const values = touch.verdict === "binding-over" ? { creator, order, when } : { creator };
    return { key: OF_A_BOND[touch.verdict] ?? "", values: values as Record<string, string> };
  }
  if (touch.kind === "code")
    return { key: OF_A_CODE[touch.verdict] ?? "", values: { creator, code } as Record<string, string> };
  const more =
    touch.verdict === "outside-window"
      ? { when, days }
      : touch.verdict === "outside-ownership"
        ? { when }
        : {};
  const whose = touch.verdict === "outside-ownership" ? {} : { creator };
  return {
    key: OF_A_LINK[touch.verdict] ?? "",
    values: { ...whose, slug, ...more } as Record<string, string>,
  };
}

const OF_A_CODE: Partial<Record<Touch["verdict"], string>> = {
  "self-referral-customer": "because.selfReferral.customer",
  "self-referral-email": "because.selfReferral.email",
  "self-referral-phone": "because.selfReferral.phone",
  "self-referral-address": "because.selfReferral.address",
  paused: "because.paused",
  "paused-code": "because.pausedCode",
  "outside-ownership": "because.outsideOwnership",
};

const OF_A_LINK: Partial<Record<Touch["verdict"], string>> = {
  "self-referral-customer": "because.ofLink.selfReferral.customer",
  "self-referral-email": "because.ofLink.selfReferral.email",
  "self-referral-phone": "because.ofLink.selfReferral.phone",
  "self-referral-address": "because.ofLink.selfReferral.address",
  paused: "because.ofLink.paused",
  "outside-ownership": "because.ofLink.outsideOwnership",
  "outside-window": "because.ofLink.outsideWindow",
};

const OF_A_BOND: Partial<Record<Touch["verdict"], string>> = {
  "self-referral-customer": "because.ofBond.selfReferral.customer",
  "self-referral-email": "because.ofBond.selfReferral.email",
  "self-referral-phone": "because.ofBond.selfReferral.phone",
  "self-referral-address": "because.ofBond.selfReferral.address",
  paused: "because.ofBond.paused",
  "binding-over": "because.ofBond.over",
};

/** The touch the sentence is about: the first with that verdict. */
function theOne(touches: readonly Touch[], verdict: string): Touch {
  const found = touches.find((touch) => touch.verdict.startsWith(verdict));
  if (!found)
    throw new Error(`An order decided by "${verdict}" has no such touch among ${JSON.stringify(touches)}`);
  return found;
}
