import { expect, test } from "vitest";
import type { Attribution } from "#app/attribution/attribute.ts";
import { becauseOf } from "#app/attribution/because.ts";
import { DEFAULT_POLICY, type Rule } from "#app/attribution/policy.ts";
import { touchSentence } from "#app/attribution/sentence.ts";
import type { BindingTouch, HandTouch, LinkTouch, Touch } from "#app/attribution/touch.ts";
import { SAME_BY } from "#app/creators/same-person.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import english from "#app/locales/en/because.json" with { type: "json" };
import { ADA, GRACE, makeLinkTouch, makeTouch, orderId } from "#test/support/make.ts";

const names = {
  creatorName: (id: string) => (id === ADA ? "Ada Lovelace" : "Grace Hopper"),
  money: (minor: number) => `$${(minor / 100).toFixed(2)}`,
  when: (instant: string) => instant.slice(0, 16).replace("T", ", "),
  share: (millionths: number) => `${millionths / 10_000}%`,
};

const nobodys = makeTouch({ code: "SUMMER", creatorId: null, verdict: "no-creators-code", discount: 0 });
const outranked = (discount: number) =>
  makeTouch({ code: "GRACE5", creatorId: GRACE, verdict: "outranked", discount });
const to = (...touches: Touch[]): Attribution => ({ to: ADA, because: "code", touches });
const refused = (
  because: Extract<Attribution, { to: null }>["because"],
  ...touches: Touch[]
): Attribution => ({
  to: null,
  because,
  otherwise: null,
  touches,
});
const whole = (because: Extract<Attribution, { to: null }>["because"]): Attribution[] => [
  refused(because),
  { to: null, because, otherwise: ADA, touches: [makeTouch({ verdict: "order-refused" })] },
];

const byLink = (...touches: Touch[]): Attribution => ({ to: ADA, because: "link", touches });
const ruled = (attribution: Attribution, rule: Partial<Rule>): Attribution =>
  ({ ...attribution, rule: { ...DEFAULT_POLICY, ...rule } }) as Attribution;
const clicked = (verdict: LinkTouch["verdict"], fields: Partial<LinkTouch> = {}) =>
  makeLinkTouch({ verdict, ...fields });
const unknown = clicked("unverified", {
  ...{ slug: null, linkId: null, creatorId: null, clickedAt: null },
  visit: "vi_never",
});

const graces = (fields: Partial<LinkTouch>) =>
  clicked("decided", { slug: "grace", creatorId: GRACE, ...fields });

const bond = (verdict: BindingTouch["verdict"]): BindingTouch => ({
  ...{ kind: "binding", creatorId: ADA, orderId: orderId(7), orderName: "#1007" },
  ...{ boundAt: "2026-01-01T12:00:00.000Z", verdict },
});

const hand = (creatorId: HandTouch["creatorId"], verdict: HandTouch["verdict"] = "decided"): HandTouch => ({
  ...{ kind: "hand", creatorId, givenAt: "2026-03-05T09:00:00.000Z", verdict },
});
const byHand = (otherwise: CreatorId | null): Attribution => ({
  ...{ to: ADA, because: "hand", otherwise, touches: [hand(ADA)] },
});

const OWN = SAME_BY.map((way) => `self-referral-${way}` as const);
const DECISIONS: readonly Attribution[] = [
  byHand(ADA),
  byHand(GRACE),
  byHand(null),
  refused("by-hand", hand(null)),
  { ...refused("by-hand", hand(null)), otherwise: GRACE } as Attribution,
  { to: ADA, because: "binding", touches: [bond("decided")] },
  ...OWN.map((verdict) => refused("self-referral", bond(verdict))),
  refused("paused", bond("paused")),
  refused("binding-over", bond("binding-over")),
  ruled(to(makeTouch(), outranked(500)), { severalCodes: "first" }),
  ruled(to(outranked(500), makeTouch()), { severalCodes: "last" }),
  ruled(byLink(clicked("decided"), clicked("outranked", { slug: "grace", creatorId: GRACE })), {
    model: "first",
  }),
  ruled(byLink(outranked(500), clicked("decided")), { first: "link" }),
  ruled(byLink(clicked("decided", { share: 750_000 }), graces({ share: 250_000 })), { model: "linear" }),
  to(makeTouch()),
  byLink(clicked("decided")),
  byLink(clicked("outranked", { slug: "grace", creatorId: GRACE }), clicked("decided")),
  ...OWN.map((verdict) => refused("self-referral", clicked(verdict))),
  refused("paused", clicked("paused")),
  refused("outside-ownership", clicked("outside-ownership")),
  refused("outside-window", clicked("outside-window")),
  refused("unverified", unknown),
  to(makeTouch(), outranked(500)),
  to(makeTouch(), outranked(1000)),
  ...(
    [
      "test-order",
      "cancelled",
      "awaiting-payment",
      "nothing-sold",
      "draft-order",
      "subscription-renewal",
      "refused-source",
    ] as const
  ).flatMap(whole),
  refused("self-referral", nobodys, makeTouch({ verdict: "self-referral-customer" })),
  ...OWN.map((verdict) => refused("self-referral", makeTouch({ verdict }))),
  refused("paused", makeTouch({ verdict: "paused" })),
  refused("paused", makeTouch({ verdict: "paused-code" })),
  refused("outside-ownership", makeTouch({ verdict: "outside-ownership" })),
  refused("no-creators-code", nobodys),
  refused(
    "no-creators-code",
    nobodys,
    makeTouch({ code: "SALE", creatorId: null, verdict: "no-creators-code", discount: 0 }),
  ),
  refused("no-touch"),
];
const CLICKS: readonly Touch[] = [
  unknown,
  graces({ share: 250_000 }),
  ...(
    [
      ...["decided", "outranked", "outside-window", "after-order", "outside-ownership", "paused"],
      ...[...OWN, "order-refused"],
    ] as const
  ).map((verdict) => clicked(verdict as LinkTouch["verdict"])),
];
const BONDS = (
  [
    ...["decided", "outranked", "binding-over", "paused", "order-refused"],
    ...OWN,
  ] as BindingTouch["verdict"][]
).map(bond);
const HANDS = [hand(ADA), hand(null), hand(ADA, "order-refused"), hand(null, "order-refused")];
const VERDICTS: Partial<Record<Touch["verdict"], Touch>> = {
  decided: makeTouch(),
  outranked: outranked(500),
  "no-creators-code": nobodys,
  "outside-ownership": makeTouch({ verdict: "outside-ownership" }),
  paused: makeTouch({ verdict: "paused" }),
  "paused-code": makeTouch({ verdict: "paused-code" }),
  ...Object.fromEntries(OWN.map((verdict) => [verdict, makeTouch({ verdict })])),
  "order-refused": makeTouch({ verdict: "order-refused" }),
};

const SENTENCES = [
  ...DECISIONS.map((decision) => becauseOf(decision, names)),
  ...[...Object.values(VERDICTS), ...CLICKS, ...BONDS, ...HANDS].map((touch) => touchSentence(touch, names)),
];

function textsOf(tree: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[[...path, key].join("."), value]] : textsOf(value, [...path, key]),
  );
}

const TEXTS = new Map(textsOf(english));
const say = ({ key, values }: { key: string; values: Record<string, string> }) =>
  (TEXTS.get(key) ?? `no text for ${key}`).replace(
    /{{(\w+)}}/g,
    (_all, name: string) => values[name] ?? `no value for ${name}`,
  );

test.each(SENTENCES.map((sentence) => [sentence.key, sentence.values] as const))(
  "%s has its sentence, with exactly its values",
  (key, values) => {
    const asked = new Set([...(TEXTS.get(key) ?? "").matchAll(/{{(\w+)}}/g)].map(([, name]) => name));
    expect(TEXTS.has(key)).toBe(true);
    expect([...asked].sort()).toEqual(Object.keys(values).sort());
  },
);

test("no sentence stands in the file that nobody can be told", () => {
  expect([...TEXTS.keys()].sort()).toEqual([...new Set(SENTENCES.map(({ key }) => key))].sort());
});

test.each<[string, Attribution]>([
  ["Credited to Ada Lovelace: the code ADA10 was used.", to(nobodys, makeTouch())],
  [
    "Credited to Ada Lovelace: of several creator codes, ADA10 took off the most ($10.00). Also used: GRACE5 (Grace Hopper, $5.00).",
    to(outranked(500), makeTouch()),
  ],
  [
    "Credited to Ada Lovelace: several creator codes took off the same ($10.00), and ADA10 was entered first. Also used: GRACE5 (Grace Hopper, $10.00).",
    to(makeTouch(), outranked(1000)),
  ],
  [
    "Not credited: Ada Lovelace bought this with their own code ADA10 (same customer).",
    refused("self-referral", makeTouch({ verdict: "self-referral-customer" })),
  ],
  [
    "No creator: none of the codes SUMMER, SALE belongs to a creator.",
    refused(
      "no-creators-code",
      nobodys,
      makeTouch({ code: "SALE", creatorId: null, verdict: "no-creators-code", discount: 0 }),
    ),
  ],
  ["No creator: no code was used, and no creator’s link was clicked before.", refused("no-touch")],
  [
    "Credited to Ada Lovelace: the link ada was clicked on 2026-02-28, 12:00, within the 30 days before the order.",
    byLink(clicked("decided")),
  ],
  [
    "Credited to Ada Lovelace: of several creators’ links, ada was clicked last, on 2026-02-28, 12:00, within the 30 days before the order. Also clicked: grace (Grace Hopper).",
    byLink(
      clicked("outranked", { slug: "grace", creatorId: GRACE }),
      clicked("outranked", { slug: "ada-again" }),
      clicked("decided"),
    ),
  ],
  [
    "Not credited: Ada Lovelace’s link ada was last clicked on 2026-01-20, 09:00, more than 30 days before the order.",
    refused(
      "outside-window",
      clicked("outside-window", { clickedAt: "2026-01-10T09:00:00.000Z" }),
      clicked("outside-window", { clickedAt: "2026-01-20T09:00:00.000Z" }),
    ),
  ],
  ["Credited to Ada Lovelace: the code ADA10 was used.", to(makeTouch(), clicked("outranked"))],
  [
    "Awaiting payment: once it is paid, the order is credited to Ada Lovelace.",
    {
      to: null,
      because: "awaiting-payment",
      otherwise: ADA,
      touches: [makeTouch({ verdict: "order-refused" })],
    },
  ],
  [
    "Shared by Ada Lovelace (75%), Grace Hopper (25%): each of their links was clicked in the days before the order that your rules count.",
    ruled(byLink(clicked("decided", { share: 750_000 }), graces({ share: 250_000 })), { model: "linear" }),
  ],
  [
    "Credited to Ada Lovelace: the link ada was clicked on 2026-02-28, 12:00, within the 30 days before the order, and your rules put clicks before codes. Also used: GRACE5 (Grace Hopper, $5.00).",
    ruled(byLink(outranked(500), clicked("decided")), { first: "link" }),
  ],
])("the merchant reads: %s", (sentence, decision) => {
  expect(say(becauseOf(decision, names))).toBe(sentence);
});

test("a decision without the touch it speaks of is a bug that says so", () => {
  expect(() => becauseOf(to(nobodys), names)).toThrow("decided");
});
