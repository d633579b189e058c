import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute } from "#app/attribution/attribute.ts";
import type { Click } from "#app/attribution/click.ts";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import {
  ADA,
  at,
  customerId,
  GRACE,
  makeBuyer,
  makeClick,
  makeCreator,
  makeOrder,
  makeOwnership,
  since,
} from "#test/support/make.ts";

const creators = [
  makeCreator(),
  makeCreator({ id: GRACE, name: "Grace Hopper", customerId: customerId(902), mailboxHash: "b".repeat(64) }),
];
const ownerships = [makeOwnership(), makeOwnership({ code: "GRACE5", creatorId: GRACE })];
// Placed on 1 March 2026 at 12:00.
const order = makeOrder();
const decide = (clicks: readonly Click[], of = order, policy?: Partial<Policy>) =>
  attribute(of, { ownerships, clicks, creators }, { ...DEFAULT_POLICY, ...policy });
const verdicts = (clicks: readonly Click[], of = order) =>
  decide(clicks, of).touches.map(({ verdict }) => verdict);

test("without a code, the creator whose link was clicked last is credited, and says when", () => {
  const clicks = [makeClick("2026-02-20T09:00:00Z", "grace"), makeClick("2026-02-28T09:00:00Z")];
  expect(decide(clicks)).toMatchObject({ to: ADA, because: "link" });
  expect(verdicts(clicks)).toEqual(["outranked", "decided"]);
  expect(decide(clicks).touches[1]).toMatchObject({
    slug: "ada",
    clickedAt: "2026-02-28T09:00:00.000Z",
    windowDays: 30,
  });
});

test("a creator's code goes before every link; a code that is nobody's does not stand in its way", () => {
  const clicks = [makeClick("2026-03-01T11:59:59Z", "grace")];
  expect(decide(clicks, makeOrder({ codes: ["ADA10"] }))).toMatchObject({ to: ADA, because: "code" });
  expect(verdicts(clicks, makeOrder({ codes: ["ADA10"] }))).toEqual(["decided", "outranked"]);
  expect(decide(clicks, makeOrder({ codes: ["SUMMER"] }))).toMatchObject({ to: GRACE, because: "link" });
});

test.each([
  ["in the second of the order", "2026-03-01T12:00:00.000Z", "decided"],
  ["a moment after it", "2026-03-01T12:00:00.001Z", "after-order"],
  ["30 days of 86,400 s before it, to the moment", "2026-01-30T12:00:00.000Z", "decided"],
  ["a moment earlier", "2026-01-30T11:59:59.999Z", "outside-window"],
])("a click %s is %s", (_, instant, verdict) => {
  expect(verdicts([makeClick(instant)])).toEqual([verdict]);
});

test("a policy with another window decides by it, and says so", () => {
  const clicks = [makeClick("2026-02-22T12:00:00Z")];
  expect(decide(clicks, order, { windowDays: 6 })).toMatchObject({ to: null, because: "outside-window" });
  expect(decide(clicks, order, { windowDays: 7 })).toMatchObject({ to: ADA, touches: [{ windowDays: 7 }] });
});

test("a visit we never issued is kept, and decides nothing", () => {
  const forged = makeClick("2026-03-01T11:00:00Z", "ada", { link: null, at: null, visit: "vi_forged" });
  expect(decide([forged])).toMatchObject({
    to: null,
    because: "unverified",
    touches: [{ visit: "vi_forged" }],
  });
  expect(decide([makeClick("2026-02-28T12:00:00Z"), forged])).toMatchObject({ to: ADA, because: "link" });
});

test("a link that was not in use when it was followed, a paused creator and the creator themselves earn nothing by a click", () => {
  const click = makeClick("2026-02-28T12:00:00Z");
  expect(decide([{ ...click, isLive: false }])).toMatchObject({ to: null, because: "outside-ownership" });
  const paused = [makeCreator({ pauses: [since("2026-02-01")] })];
  expect(attribute(order, { ownerships, clicks: [click], creators: paused })).toMatchObject({
    to: null,
    because: "paused",
  });
  const own = makeOrder({ buyer: makeBuyer({ customerId: customerId(901) }) });
  expect(decide([click], own)).toMatchObject({ to: null, because: "self-referral" });
  const earlier = makeClick("2026-02-20T12:00:00Z", "grace");
  expect(decide([earlier, click], own)).toMatchObject({ to: GRACE, because: "link" });
});

test("an order that does not count names whom the click would have credited", () => {
  const test = makeOrder({ isTest: true });
  expect(decide([makeClick("2026-02-28T12:00:00Z")], test)).toMatchObject({
    to: null,
    because: "test-order",
    otherwise: ADA,
    touches: [{ verdict: "order-refused" }],
  });
});

test("whom clicks credit depends neither on how rows were read nor on anything but time and creator", () => {
  const someClicks = fc.array(
    fc
      .record({ day: fc.integer({ min: 0, max: 45 }), slug: fc.constantFrom("ada", "grace") })
      .map(({ day, slug }) =>
        makeClick(new Date(Number(at("2026-03-02T12:00:00Z")) - day * 86_400_000).toISOString(), slug),
      ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(someClicks, (clicks) => {
      const { to } = decide(clicks);
      expect(decide(clicks.toReversed()).to).toBe(to);
      expect(decide([...clicks, ...clicks]).to).toBe(to);
      const counting = clicks.filter(({ at: clicked }) => {
        const before = Number(order.processedAt) - Number(clicked);
        return before >= 0 && before <= 30 * 86_400_000;
      });
      const last = Math.max(...counting.map(({ at: clicked }) => Number(clicked)));
      const winners = counting
        .filter(({ at: clicked }) => Number(clicked) === last)
        .map(({ link }) => link?.creatorId);
      expect(to).toBe(winners.sort()[0] ?? null);
    }),
  );
});
