import { expect, test } from "vitest";
import { attribute } from "#app/attribution/attribute.ts";
import { bindingAt, monthsAfter, type Past } from "#app/attribution/binding.ts";
import { DEFAULT_POLICY, type Policy } from "#app/attribution/policy.ts";
import { ADA, at, GRACE, makeCreator, makeOrder, makeOwnership, orderId } from "#test/support/make.ts";

let number = 0;
const past = (instant: string, to: Past["to"], more: Partial<Past> = {}): Past => {
  const id = orderId(++number);
  return { id, name: `#${number}`, instant: at(instant), isCounted: true, newness: "returning", to, ...more };
};
const NEW = { newness: "new" } as const;
const bound = (
  over: Partial<Policy>,
  list: readonly Past[],
  instant = "2026-06-15T12:00:00Z",
  zone = "UTC",
) => bindingAt(list, at(instant), { ...DEFAULT_POLICY, ...over }, zone);
const FOREVER = { binding: "forever" } as const;

test("a new customer's first credited order binds them, unless the policy binds nobody", () => {
  const list = [past("2026-01-01", ADA, NEW)];
  expect(bound({}, list)).toBeNull();
  expect(bound(FOREVER, list)).toMatchObject({ creatorId: ADA, isOver: false, by: list[0] });
});

test("who came back, or of whom nobody knows whether they did, is not bound; nor by what does not count", () => {
  expect(bound(FOREVER, [past("2026-01-01", ADA)])).toBeNull();
  expect(bound(FOREVER, [past("2026-01-01", ADA, { newness: "unknown" })])).toBeNull();
  expect(bound(FOREVER, [past("2026-01-01", null, NEW), past("2026-02-01", ADA)])).toBeNull();
  expect(bound(FOREVER, [past("2026-01-01", ADA, { ...NEW, isCounted: false })])).toBeNull();
  expect(bound(FOREVER, [])).toBeNull();
});

test("the first creator keeps a customer, or the latest takes them, and is counted from then on", () => {
  const list = [past("2026-01-01", ADA, NEW), past("2026-02-01", GRACE), past("2026-03-01", null)];
  expect(bound(FOREVER, list)).toMatchObject({ creatorId: ADA });
  expect(bound({ ...FOREVER, bindingKeeps: "latest" }, list)).toMatchObject({ creatorId: GRACE });
  const two = { binding: "orders", bindingCount: 2 } as const;
  expect(bound(two, list)).toMatchObject({ creatorId: ADA, isOver: true });
  expect(bound({ ...two, bindingKeeps: "latest" }, list)).toMatchObject({ creatorId: GRACE, isOver: false });
});

test("N orders are the N counted ones after the order that bound", () => {
  const first = past("2026-01-01", ADA, NEW);
  const uncounted = past("2026-01-05", null, { isCounted: false });
  const list = [first, uncounted, past("2026-02-01", null), past("2026-03-01", null)];
  const isOver = (bindingCount: number) => bound({ binding: "orders", bindingCount }, list)?.isOver;
  expect([1, 2, 3].map(isOver)).toEqual([true, true, false]);
});

test("N months end at the same hour of the same day by the shop's clock, clipped to the month's last day", () => {
  const berlin = "Europe/Berlin";
  expect(monthsAfter(at("2026-01-31T11:00:00Z"), 1, berlin)).toEqual(at("2026-02-28T11:00:00Z"));
  expect(monthsAfter(at("2028-01-31T11:00:00Z"), 1, berlin)).toEqual(at("2028-02-29T11:00:00Z"));
  // Noon stays noon where the clocks change in between, and the day is the shop's: 31 January 00:30 there is the 30th in UTC.
  expect(monthsAfter(at("2026-03-01T11:00:00Z"), 1, berlin)).toEqual(at("2026-04-01T10:00:00Z"));
  expect(monthsAfter(at("2026-01-30T23:30:00Z"), 1, berlin)).toEqual(at("2026-02-27T23:30:00Z"));
  expect(monthsAfter(at("2025-11-30T12:00:00Z"), 15, "UTC")).toEqual(at("2027-02-28T12:00:00Z"));
  const list = [past("2026-01-31T11:00:00Z", ADA, NEW)];
  const isOver = (instant: string) =>
    bound({ binding: "months", bindingCount: 1 }, list, instant, berlin)?.isOver;
  expect(isOver("2026-02-28T10:59:59.999Z")).toBe(false);
  expect(isOver("2026-02-28T11:00:00Z")).toBe(true);
});

const creators = [makeCreator({ id: ADA }), makeCreator({ id: GRACE, name: "Grace Hopper" })];
const binding = (isOver = false) => ({ by: past("2026-01-01", ADA, NEW), creatorId: ADA, isOver });
const decided = (order = makeOrder({ codes: [] }), isOver = false) =>
  attribute(order, { ownerships: [], clicks: [], creators, binding: binding(isOver) }, DEFAULT_POLICY);

test("a binding decides where no code and no click does, takes all, and says so when it is over", () => {
  expect(decided()).toMatchObject({ to: ADA, because: "binding", touches: [{ verdict: "decided" }] });
  expect(decided(undefined, true)).toMatchObject({
    ...{ to: null, because: "binding-over" },
    touches: [{ kind: "binding", verdict: "binding-over" }],
  });
});

test("a subscription that renews itself goes to whom the customer is bound to, and to nobody else", () => {
  const renewal = makeOrder({
    codes: [{ code: "GRACE5", discount: 500 }],
    sourceName: "subscription_contract",
  });
  const ownerships = [makeOwnership({ code: "GRACE5", creatorId: GRACE })];
  const claims = { ownerships, clicks: [], creators };
  expect(attribute(renewal, claims)).toMatchObject({ to: null, because: "subscription-renewal" });
  expect(attribute(renewal, { ...claims, binding: binding() })).toMatchObject({
    ...{ to: ADA, because: "binding" },
    touches: [
      { kind: "code", verdict: "outranked" },
      { kind: "binding", verdict: "decided" },
    ],
  });
  expect(attribute(renewal, { ...claims, binding: binding(true) })).toMatchObject({
    ...{ to: null, because: "subscription-renewal" },
  });
});
