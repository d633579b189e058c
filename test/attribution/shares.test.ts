import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute } from "#app/attribution/attribute.ts";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import { creditsOf, splitByCredits } from "#app/attribution/shares.ts";
import type { Creator } from "#app/creators/creator.ts";
import type { CreatorId, ProgramId } from "#app/kernel/id.ts";
import {
  ADA,
  at,
  creatorId,
  GRACE,
  makeClick,
  makeCreator,
  makeOrder,
  makeOwnership,
} from "#test/support/make.ts";

const MIA = creatorId("mia");
const person = (id: CreatorId, programs: Creator["programs"] = []) =>
  makeCreator({ ...{ id, name: id, customerId: null, mailboxHash: null }, programs });
const creators = [ADA, GRACE, MIA].map((id) => person(id));
const ownerships = [makeOwnership(), makeOwnership({ code: "GRACE5", creatorId: GRACE })];
// Placed on 1 March 2026 at 12:00.
const decide = (
  clicks: readonly (readonly [slug: string, instant: string])[],
  policy: Partial<Policy> = {},
  order = makeOrder(),
  known = creators,
) =>
  attribute(
    order,
    { ownerships, clicks: clicks.map(([slug, instant]) => makeClick(instant, slug)), creators: known },
    { ...DEFAULT_POLICY, ...policy },
  );
const parts = (...asked: Parameters<typeof decide>) =>
  creditsOf(decide(...asked)).map(({ creatorId: id, share }) => [id, share]);
const CLICKS = [
  ["grace", "2026-02-20T09:00:00Z"],
  ["ada", "2026-02-25T09:00:00Z"],
  ["mia", "2026-02-28T09:00:00Z"],
] as const;

test("the last click takes all, or the first, or all share alike: 333,334 and twice 333,333 millionths, the earliest first", () => {
  expect(parts(CLICKS)).toEqual([[MIA, 1_000_000]]);
  expect(parts(CLICKS, { model: "first" })).toEqual([[GRACE, 1_000_000]]);
  expect(parts(CLICKS, { model: "linear" })).toEqual([
    [GRACE, 333_334],
    [ADA, 333_333],
    [MIA, 333_333],
  ]);
});

test("two clicks of one creator are two parts of an order that all share, and lead to them", () => {
  const twice = [...CLICKS, ["ada", "2026-02-28T10:00:00Z"]] as const;
  const decision = decide(twice, { model: "linear" });
  expect(decision).toMatchObject({ to: ADA, because: "link" });
  expect(creditsOf(decision).map(({ creatorId: id, share }) => [id, share])).toEqual([
    [GRACE, 250_000],
    [ADA, 500_000],
    [MIA, 250_000],
  ]);
});

test("of one instant the smaller creator id is preferred by every model, whatever order clicks are read in", () => {
  const same = [
    ["mia", "2026-02-28T09:00:00Z"],
    ["ada", "2026-02-28T09:00:00Z"],
  ] as const;
  for (const clicks of [same, same.toReversed()]) {
    for (const model of ["last", "first"] as const)
      expect(parts(clicks, { model })).toEqual([[ADA, 1_000_000]]);
    expect(parts(clicks, { model: "linear" })).toHaveLength(2);
  }
});

test("a code takes all, unless clicks come first; of several codes the most, the first or the last entered", () => {
  const order = makeOrder({ codes: ["ADA10", "GRACE5"] });
  const used = {
    ...order,
    codes: [
      { code: "ADA10", discount: 500 },
      { code: "GRACE5", discount: 900 },
    ],
  };
  expect(decide(CLICKS, { model: "linear" }, used)).toMatchObject({ to: GRACE, because: "code" });
  expect(decide(CLICKS, { severalCodes: "first" }, used)).toMatchObject({ to: ADA, because: "code" });
  expect(decide(CLICKS, { severalCodes: "last" }, used)).toMatchObject({ to: GRACE, because: "code" });
  const byClick = decide(CLICKS, { first: "link" }, used);
  expect(byClick).toMatchObject({ to: MIA, because: "link" });
  expect(byClick.touches.map(({ verdict }) => verdict)).toEqual([
    ...["outranked", "outranked", "outranked", "outranked", "decided"],
  ]);
  expect(decide([], { first: "link" }, used)).toMatchObject({ to: GRACE, because: "code" });
});

test("a program may shorten the window for its creators, and never lengthen it", () => {
  const [short, long] = ["pg_short", "pg_long"] as ProgramId[];
  const programDays = { pg_short: 3, pg_long: 90 };
  const in_ = (id: ProgramId | undefined, from = "2026-01-01") => [{ id: id ?? null, from: at(from) }];
  const known = [person(ADA, in_(short)), person(GRACE, in_(long)), person(MIA)];
  const old = [["ada", "2026-02-20T09:00:00Z"]] as const;
  const byDays = (clicks: Parameters<typeof decide>[0], creators = known) =>
    decide(clicks, { programDays }, makeOrder(), creators);
  expect(byDays(old)).toMatchObject({ to: null, because: "outside-window" });
  expect(byDays(old).touches[0]).toMatchObject({ windowDays: 3 });
  expect(byDays([["grace", "2026-01-15T09:00:00Z"]])).toMatchObject({ to: null, because: "outside-window" });
  expect(byDays([["mia", "2026-02-20T09:00:00Z"]])).toMatchObject({ to: MIA });
});

test("the program a creator was in at the order's instant decides, whichever they are in now", () => {
  const programDays = { pg_short: 3 };
  const old = [["ada", "2026-02-20T09:00:00Z"]] as const;
  const moved = (from: string) => [
    person(ADA, [
      { id: null, from: at("2026-01-01") },
      { id: "pg_short" as ProgramId, from: at(from) },
    ]),
    ...creators.slice(1),
  ];
  expect(decide(old, { programDays }, makeOrder(), moved("2026-03-01T12:00:00Z"))).toMatchObject({
    to: null,
  });
  expect(decide(old, { programDays }, makeOrder(), moved("2026-03-01T12:00:00.001Z"))).toMatchObject({
    to: ADA,
  });
});

test("an order from a source that the rules leave out credits nobody, and says who it would have been", () => {
  const order = makeOrder({ sourceName: "POS", codes: ["ADA10"] });
  expect(decide([], { refusedSources: ["pos"] }, order)).toMatchObject({
    ...{ to: null, because: "refused-source", otherwise: ADA, touches: [{ verdict: "order-refused" }] },
  });
  expect(decide([], { refusedSources: ["web"] }, order)).toMatchObject({ to: ADA });
});

test("a law: parts add up to all of an order and amounts to the order's, in whatever order clicks arrive", () => {
  const click = fc.tuple(
    fc.constantFrom("ada", "grace", "mia"),
    fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, "0")}T09:00:00Z`),
  );
  fc.assert(
    fc.property(
      fc.array(click, { minLength: 1, maxLength: 8 }),
      fc.constantFrom("last", "first", "linear" as const),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      (clicks, model, amount) => {
        const policy = { model: model as Policy["model"] };
        const credits = creditsOf(decide(clicks, policy));
        expect(credits.reduce((all, { share }) => all + share, 0)).toBe(1_000_000);
        expect(splitByCredits(amount, credits).reduce((all, part) => all + part, 0)).toBe(amount);
        const turned = creditsOf(decide(clicks.toReversed(), policy));
        const key = (each: (typeof credits)[number]) => `${each.creatorId} ${each.share}`;
        expect(turned.map(key).sort()).toEqual(credits.map(key).sort());
      },
    ),
  );
});
