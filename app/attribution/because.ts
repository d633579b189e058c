import type { Attribution, Refusal } from "#app/attribution/attribute.ts";
import type { Touch } from "#app/attribution/touch.ts";

/** How ids and amounts are written for the reader: the creator's name, and minor units as money ("$5.00"). */
export type Names = { creatorName(id: string): string; money(minor: number): string };

/** A sentence: a key of `locales/{language}/because.json` and exactly the values its text asks for. */
export type Sentence = { readonly key: string; readonly values: Record<string, string> };

/** Refusals of the whole order: each has a sentence with the creator it would have gone to, and one without. */
const OF_THE_ORDER: Partial<Record<Refusal, string>> = {
  "test-order": "because.testOrder",
  cancelled: "because.cancelled",
  "awaiting-payment": "because.awaitingPayment",
  "nothing-sold": "because.nothingSold",
  "draft-order": "because.draftOrder",
  "subscription-renewal": "because.subscriptionRenewal",
};

const OF_A_TOUCH: Record<Touch["verdict"], string> = {
  decided: "because.touch.decided",
  outranked: "because.touch.outranked",
  "no-creators-code": "because.touch.noCreatorsCode",
  "outside-ownership": "because.touch.outsideOwnership",
  paused: "because.touch.paused",
  "self-referral-customer": "because.touch.selfReferral.customer",
  "self-referral-email": "because.touch.selfReferral.email",
  "order-refused": "because.touch.orderRefused",
};

/**
 * Why an order was credited, or was not, as one sentence for the merchant. Ada's code alone -> `because.code` with
 * `{ creator: "Ada Lovelace", code: "ADA10" }`; an unpaid order with it -> `because.awaitingPayment.with`.
 */
export function becauseOf(attribution: Attribution, names: Names): Sentence {
  if (attribution.to !== null) return credited(attribution.touches, names);
  const ofTheOrder = OF_THE_ORDER[attribution.because];
  if (ofTheOrder) {
    const { otherwise } = attribution;
    return otherwise === null
      ? { key: `${ofTheOrder}.without`, values: {} }
      : { key: `${ofTheOrder}.with`, values: { creator: names.creatorName(otherwise) } };
  }
  return refused(attribution.because, attribution.touches, names);
}

/** What became of one touch, as a sentence: `because.touch.outranked` with the code, its creator and what it took off. */
export function touchSentence(touch: Touch, names: Names): Sentence {
  const { code, creatorId, discount } = touch;
  const key = OF_A_TOUCH[touch.verdict];
  if (creatorId === null) return { key, values: { code } };
  const creator = names.creatorName(creatorId);
  const tellsDiscount = touch.verdict === "decided" || touch.verdict === "outranked";
  return {
    key,
    values: tellsDiscount ? { code, creator, discount: names.money(discount) } : { code, creator },
  };
}

function credited(touches: readonly Touch[], names: Names): Sentence {
  const { code, creatorId, discount } = theOne(touches, "decided");
  const creator = names.creatorName(creatorId ?? "");
  const outranked = touches.filter(({ verdict }) => verdict === "outranked");
  if (outranked.length === 0) return { key: "because.code", values: { creator, code } };
  const isTie = outranked.some((touch) => touch.discount === discount);
  const others = outranked.map(
    (touch) => `${touch.code} (${names.creatorName(touch.creatorId ?? "")}, ${names.money(touch.discount)})`,
  );
  return {
    key: isTie ? "because.codeFirstOfEqual" : "because.codeOutranking",
    values: { creator, code, discount: names.money(discount), others: others.join(", ") },
  };
}

function refused(because: Refusal, touches: readonly Touch[], names: Names): Sentence {
  if (because === "no-touch") return { key: "because.noTouch", values: {} };
  if (because === "no-creators-code") {
    const codes = touches.map(({ code }) => code).join(", ");
    return { key: `because.noCreatorsCode.${touches.length > 1 ? "several" : "one"}`, values: { codes } };
  }
  const touch = theOne(touches, because);
  return {
    key: OF_A_REFUSAL[touch.verdict] ?? "",
    values: { creator: names.creatorName(touch.creatorId ?? ""), code: touch.code },
  };
}

const OF_A_REFUSAL: Partial<Record<Touch["verdict"], string>> = {
  "self-referral-customer": "because.selfReferral.customer",
  "self-referral-email": "because.selfReferral.email",
  paused: "because.paused",
  "outside-ownership": "because.outsideOwnership",
};

/** The touch the sentence is about: the first with that verdict. */
function theOne(touches: readonly Touch[], verdict: string): Touch {
  const found = touches.find((touch) => touch.verdict.startsWith(verdict));
  if (!found)
    throw new Error(`An order decided by "${verdict}" has no such touch among ${JSON.stringify(touches)}`);
  return found;
}
