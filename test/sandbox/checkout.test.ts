import { expect, test } from "vitest";
import { createDiscounts, type Discount } from "#test/sandbox/admin-api/discounts.ts";
import { readCheckout } from "#test/sandbox/faces/checkout.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";

const now = new Date("2026-03-01T09:00:00Z");

function makeShop(...given: Partial<Discount>[]) {
  const books = createBooks({ domain: "demo.myshopify.com", name: "Demo", currency: "EUR", timeZone: "UTC" });
  const discounts = createDiscounts(
    () => {},
    () => now,
  );
  for (const [i, over] of given.entries()) discounts.save(makeDiscount(i + 1, over));
  const checkout = (fields: Record<string, string>) =>
    readCheckout(
      new URLSearchParams({ who: "new", email: "ann@example.com", "units-7700000000001": "2", ...fields }),
      books,
      discounts,
      now,
    );
  return { books, checkout, buy: (fields: Record<string, string>) => checkout(fields).order };
}

function makeDiscount(number: number, over: Partial<Discount>): Discount {
  return {
    number,
    gid: `gid://shopify/DiscountCodeNode/${number}`,
    title: "A discount",
    code: "Ada10",
    value: { percentage: 0.1 },
    tags: [],
    startsAt: "2026-01-01T00:00:00Z",
    endsAt: null,
    appliesOncePerCustomer: false,
    createdAt: "2026-01-01T00:00:00Z",
    updatedAt: "2026-01-01T00:00:00Z",
    ...over,
  };
}

test("a known code takes its value off and keeps the letter case the shopper typed", () => {
  const { books, buy } = makeShop(
    { value: { percentage: 0.15 } },
    { code: "FIVER", value: { amount: "5.00", appliesOnEachItem: false } },
  );
  const placed = buy({ codes: "aDA10, fiver" });
  expect(placed.codes).toEqual([
    { code: "aDA10", takes: { percent: "15" } },
    { code: "fiver", takes: { amount: "5.00" } },
  ]);
  expect(books.place(placed).action.topics[0]?.payload).toMatchObject({ total_price: "112.30" });
});

test.each([
  ["unknown", {}, "BEA10"],
  ["ended", { endsAt: "2026-02-01T00:00:00Z" }, "ada10"],
  ["not yet begun", { startsAt: "2027-01-01T00:00:00Z" }, "ada10"],
])("a code that is %s is not valid, and makes no customer", (_what, over, codes) => {
  const { books, buy } = makeShop(over);
  expect(() => buy({ codes })).toThrow(`The code "${codes}" is not valid.`);
  expect(books.customers.size).toBe(0);
});

test("a code for once per customer is refused the second time, also to the same e-mail as a guest", () => {
  const { books, buy } = makeShop({ appliesOncePerCustomer: true });
  books.place(buy({ codes: "ADA10" }));
  expect(() => buy({ codes: "ada10", who: "guest", email: "ANN@example.com" })).toThrow("already used");
  expect(buy({ codes: "ada10", who: "guest", email: "bo@example.com" }).customerId).toBeNull();
});

test("a code from an amount or a number of units on is refused below it", () => {
  const { buy } = makeShop(
    { minimum: { subtotal: "138.01" } },
    { code: "THREE", minimum: { quantity: 3 } },
    { code: "TWO", minimum: { quantity: 2 } },
  );
  expect(() => buy({ codes: "ada10" })).toThrow('The code "ada10" asks for 138.01 EUR or more.');
  expect(() => buy({ codes: "three" })).toThrow('The code "three" asks for 3 units or more.');
  expect(buy({ codes: "two", "units-7700000000004": "1" }).codes).toHaveLength(1);
  expect(buy({ codes: "ada10, three", "units-7700000000004": "1" }).codes).toHaveLength(2);
});

test("a code for some products takes off from those alone, and is refused without them", () => {
  const { books, buy } = makeShop(
    { scope: { products: ["7700000000004"] }, value: { percentage: 0.5 } },
    { code: "BREW", scope: { collections: ["430000000003"] }, value: { percentage: 0.1 } },
  );
  expect(() => buy({ codes: "ada10" })).toThrow('The code "ada10" is for other products.');
  const { made, action } = books.place(buy({ codes: "ada10, brew", "units-7700000000004": "2" }));
  expect(made.name).toBe("#1001");
  // 2 kits at 69.00 with 10 % off, 2 mugs at 15.00 with 50 % off.
  expect(action.topics[0]?.payload).toMatchObject({ total_price: "139.20" });
  const payload = (action.topics[0]?.payload ?? {}) as {
    line_items?: { discount_allocations: { amount: string }[] }[];
  };
  const lines = payload.line_items ?? [];
  expect(lines.map((line) => line.discount_allocations.map(({ amount }) => amount))).toEqual([
    ["13.80"],
    ["15.00"],
  ]);
});

test("free shipping takes off the shipping, and once per customer is once for every code of the discount", () => {
  const { books, buy } = makeShop({ value: { shipping: true }, appliesOncePerCustomer: true });
  const placed = { ...buy({ codes: "ADA10" }), shipping: "4.90" };
  expect(placed.codes).toEqual([{ code: "ADA10", takes: { shipping: true } }]);
  expect(books.place(placed).action.topics[0]?.payload).toMatchObject({ total_price: "138.00" });
  expect(() => buy({ codes: "ada10" })).toThrow("already used");
});

test("a new customer is still to be made; one the shop knows by e-mail is not", () => {
  const { books, checkout } = makeShop();
  expect(checkout({})).toMatchObject({ newcomer: "ann@example.com", order: { customerId: null } });
  const { id } = books.customers.keep({ email: "Ann@Example.com" });
  expect(checkout({})).toMatchObject({ newcomer: null, order: { customerId: id } });
  expect(checkout({ who: "guest" })).toMatchObject({ newcomer: null, order: { customerId: null } });
});

test("an empty basket, half a unit and a code typed twice are refused with a sentence", () => {
  const { buy } = makeShop({});
  expect(() => buy({ "units-7700000000001": "0" })).toThrow("The basket is empty");
  expect(() => buy({ "units-7700000000001": "0.5" })).toThrow("no number of units");
  expect(() => buy({ codes: "Ada10, ADA10" })).toThrow("entered twice");
});
