import { expect, test } from "vitest";
import { CREATORS } from "#test/sandbox/play/demo/creators.ts";
import { demoStory } from "#test/sandbox/play/demo/demo.ts";
import { truthOf } from "#test/sandbox/play/demo/truth.ts";

const USUAL = { seed: 1, orders: 4000, months: 18 };
const demo = demoStory(USUAL);
const placed = demo.story.events.flatMap((event) => ("order" in event ? [event.order] : []));
const share = (count: number) => count / placed.length;

test("the same seed and size make the same shop, and another seed another", () => {
  expect(demoStory(USUAL)).toEqual(demo);
  expect(demoStory({ ...USUAL, seed: 2 }).story.events[0]).not.toEqual(demo.story.events[0]);
});

test.each([1, 199, 1000, 4000])(
  "%d orders are exactly as many, each with an id of its own, told in the order of time",
  (orders) => {
    const { story } = demoStory({ ...USUAL, orders });
    const made = story.events.flatMap((event) => ("order" in event ? [event.order] : []));
    expect(made).toHaveLength(orders);
    expect(new Set(made.map(({ id }) => id)).size).toBe(orders);
    expect(made.map(({ at }) => Number(at))).toEqual(
      made.map(({ at }) => Number(at)).toSorted((a, b) => a - b),
    );
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8])("with seed %d at least 12 creators end above 60 customers", (seed) => {
  const truth = truthOf(demoStory({ ...USUAL, seed }).drafts);
  const large = CREATORS.filter(({ name }) => (truth.get(name)?.customers ?? 0) > 60);
  expect(large.length).toBeGreaterThanOrEqual(12);
});

test("the creators are as different as the cast says", () => {
  const truth = truthOf(demo.drafts);
  const of = (name: string) => truth.get(name) ?? { orders: 0, customers: 0 };
  const perCustomer = (name: string) => of(name).orders / of(name).customers;
  expect(of("Aiko Tanaka").customers).toBeLessThanOrEqual(8);
  expect(of("Oluwaseun Adeyemi").orders).toBe(0);
  expect(perCustomer("Ada Lovelace")).toBeGreaterThan(1.5);
  expect(perCustomer("Kwame Mensah")).toBeLessThan(1.15);
  const last = (name: string) =>
    Math.max(
      ...demo.drafts.filter((draft) => draft.earnedBy === name).map((draft) => Number(draft.placed.at)),
    );
  expect(last("Ada Lovelace")).toBeGreaterThan(Date.UTC(2026, 9, 15));
});

test("all orders lie in the played months", () => {
  for (const { at } of placed) {
    expect(at >= new Date("2025-05-01T00:00:00Z") && at < new Date("2026-11-01T00:00:00Z")).toBe(true);
  }
});

test("there is a little of everything that makes attribution hard", () => {
  const refunds = demo.story.events.flatMap((event) => ("refund" in event ? [event.refund] : []));
  const codes = placed.flatMap((order) => order.codes ?? []);
  expect(share(placed.filter(({ test }) => test).length)).toBeLessThan(0.01);
  expect(placed.some(({ test }) => test)).toBe(true);
  expect(placed.some(({ financialStatus }) => financialStatus === "pending")).toBe(true);
  expect(placed.some(({ sourceName }) => sourceName === "pos")).toBe(true);
  expect(placed.some((order) => order.codes?.length === 2)).toBe(true);
  expect(placed.some(({ lines }) => lines.some((line) => line.isGiftCard))).toBe(true);
  expect(placed.some(({ lines }) => lines.some((line) => line.isTip))).toBe(true);
  expect(placed.some(({ id }) => BigInt(id) > 2n ** 53n)).toBe(true);
  expect(codes.some(({ code }) => code === "WELCOME10")).toBe(true);
  expect(codes.some(({ code }) => code === "ada10")).toBe(true);
  expect(refunds.some(({ amountOnly }) => amountOnly !== undefined)).toBe(true);
  expect(refunds.some(({ lines }) => lines?.length === 1 && lines[0]?.quantity === 1)).toBe(true);
  expect(demo.story.events.some((event) => "cancellation" in event)).toBe(true);
});

test("some come by a creator's link alone, within the day, and a leaked code's shoppers never do", () => {
  const isCreators = (code: string) => CREATORS.some((one) => one.code === code.toUpperCase());
  const linked = demo.drafts.filter(
    ({ placed: { journey, codes } }) => journey && !codes?.some(({ code }) => isCreators(code)),
  );
  expect(share(linked.length)).toBeGreaterThan(0.03);
  expect(linked.some(({ earnedBy }) => earnedBy === "Mateo Herrera")).toBe(false);
  for (const { placed: order } of linked) {
    const before = Number(order.at) - Number(order.journey?.[0]?.at);
    expect(before > 0 && before < 86_400_000).toBe(true);
  }
});

test("who has a code from its creator mostly clicked, and who has a leaked one from elsewhere never did", () => {
  const withCode = (text: string) =>
    demo.drafts.filter(({ placed: { codes } }) => codes?.at(-1)?.code.toUpperCase() === text);
  const clicked = (drafts: ReturnType<typeof withCode>) =>
    drafts.filter(({ placed: { journey } }) => journey).length / drafts.length;
  const fromCoupons = ({ placed: { referringSite } }: (typeof demo.drafts)[number]) =>
    referringSite?.includes("all-the-codes") ?? false;
  expect(clicked(withCode("ADA10"))).toBeGreaterThan(0.4);
  expect(clicked(withCode("PRIYA10"))).toBeGreaterThan(0.6);
  const leaked = withCode("MATEO15").filter(fromCoupons);
  expect(leaked.length).toBeGreaterThan(30);
  expect(clicked(leaked)).toBe(0);
  expect(Math.min(...leaked.map(({ placed }) => Number(placed.at)))).toBeGreaterThan(Date.UTC(2026, 4, 1));
  expect(demo.drafts.filter(fromCoupons).every((draft) => leaked.includes(draft))).toBe(true);
  const countries = (drafts: typeof demo.drafts) =>
    new Set(drafts.map(({ placed: { country } }) => country)).size;
  expect(countries(leaked)).toBeGreaterThan(countries(withCode("ADA10")));
});

test("a guest's e-mail turns up with a customer later on", () => {
  const asGuest = new Set(placed.filter(({ customerId }) => customerId === null).map(({ email }) => email));
  const joined = placed.filter(
    ({ customerId, email }) => customerId !== null && email !== null && asGuest.has(email),
  );
  expect(joined.length).toBeGreaterThan(10);
});

test("creators who buy with their own codes earn nothing by it: one by customer id, one by a plus-address", () => {
  const rosa = demo.story.creators.find(({ name }) => name === "Rosa Lindqvist");
  expect(placed.filter(({ customerId }) => customerId === rosa?.customerId)).toHaveLength(4);
  expect(placed.filter(({ email }) => email?.includes("+home@gmail.com"))).toHaveLength(4);
  expect(demo.drafts.filter(({ placed: { email } }) => email?.includes("+home@"))).toEqual(
    Array.from({ length: 4 }, () => expect.objectContaining({ earnedBy: null })),
  );
});
