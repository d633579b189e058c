import { expect, test } from "vitest";
import { at, makePlaced, SHOP, told } from "#test/sandbox/order-fixture.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";

test("a placed order tells exactly one webhook, with Shopify's figures and the shop's own offset", () => {
  const { made, action } = createBooks(SHOP).place(
    makePlaced({ taxRate: "19", taxesIncluded: true, shipping: "4.90" }),
  );
  expect(action.topics.map((one) => one.topic)).toEqual(["orders/create"]);
  expect(told(action, "orders/create")).toMatchObject({
    admin_graphql_api_id: made.gid,
    name: "#1001",
    created_at: "2026-03-01T10:00:00+01:00",
    financial_status: "paid",
    subtotal_price: "49.99",
    total_price: "54.89",
    total_tax: "7.99",
    customer: { id: 77, email: "ann@example.com" },
    refunds: [],
    source_name: "web",
  });
});

test("an id above 2^53 is written digit by digit in the JSON", () => {
  const { action } = createBooks(SHOP).place(makePlaced({ id: "820982911946154509" }));
  const text = JSON.stringify(action.topics[0]?.payload);
  expect(text).toContain('"id":820982911946154509,');
  expect(text).toContain('"admin_graphql_api_id":"gid://shopify/Order/820982911946154509"');
});

test("some made ids lie above 2^53 and none comes twice", () => {
  const books = createBooks(SHOP);
  const ids = Array.from({ length: 50 }, () => books.place(makePlaced()).made.id);
  expect(ids.filter((id) => BigInt(id) > 2n ** 53n)).toHaveLength(10);
  expect(new Set(ids).size).toBe(50);
});

test("a percent code is split over the lines and keeps the shopper's letter case", () => {
  const codes = [{ code: "AdA10", takes: { percent: "10" } }];
  const order = told(createBooks(SHOP).place(makePlaced({ codes })).action, "orders/create");
  expect(order.discount_codes).toEqual([{ code: "AdA10", amount: "5.00", type: "percentage" }]);
  expect(order.line_items).toMatchObject([
    { discount_allocations: [{ amount: "4.00", discount_application_index: 0 }] },
    { discount_allocations: [{ amount: "1.00", discount_application_index: 0 }] },
  ]);
  expect(order).toMatchObject({ subtotal_price: "44.99", total_discounts: "5.00", total_price: "44.99" });
});

test("two percent codes are both reckoned on the original subtotal; an amount never takes more than there is", () => {
  const codes = [
    { code: "A", takes: { percent: "10" } },
    { code: "B", takes: { percent: "20" } },
    { code: "C", takes: { amount: "500.00" } },
  ];
  const lines = [{ title: "Lamp", price: "100.00", quantity: 1 }];
  const order = told(createBooks(SHOP).place(makePlaced({ codes, lines })).action, "orders/create");
  expect(order.discount_codes.map((one: { amount: string }) => one.amount)).toEqual([
    "10.00",
    "20.00",
    "70.00",
  ]);
  expect(order.subtotal_price).toBe("0.00");
});

test("a shipping code lies on the shipping line, gift cards and tips are never cheaper, and a tip says what it is", () => {
  const codes = [
    { code: "FREE", takes: { shipping: true } as const },
    { code: "HALF", takes: { percent: "50" } },
  ];
  const lines = [
    { title: "Mug", price: "10.00", quantity: 1 },
    { title: "Gift card", price: "50.00", quantity: 1, isGiftCard: true },
    { title: "Tip", price: "3.00", quantity: 1, isTip: true },
  ];
  const order = told(
    createBooks(SHOP).place(makePlaced({ codes, lines, shipping: "5.00" })).action,
    "orders/create",
  );
  expect(
    order.line_items.map((line: { discount_allocations: unknown[] }) => line.discount_allocations.length),
  ).toEqual([1, 0, 0]);
  expect(order.line_items.map((line: object) => "tip_payment_gateway" in line)).toEqual([false, false, true]);
  expect(order.shipping_lines[0]).toMatchObject({ discounted_price: "0.00" });
  expect(order).toMatchObject({ subtotal_price: "55.00", total_tip_received: "3.00", total_price: "58.00" });
});

test("yen have no decimals and dinars three", () => {
  const place = (currency: string, price: string) =>
    told(
      createBooks({ ...SHOP, currency }).place(makePlaced({ lines: [{ title: "x", price, quantity: 3 }] }))
        .action,
      "orders/create",
    );
  expect(place("JPY", "333").total_price).toBe("999");
  expect(place("KWD", "1.255").total_price).toBe("3.765");
});

test("sending back every unit, one refund at a time, gives back exactly what the order cost", () => {
  const books = createBooks(SHOP);
  const codes = [{ code: "THIRD", takes: { percent: "33.3" } }];
  const lines = [{ title: "Shirt", price: "9.99", quantity: 3 }];
  const { made, action } = books.place(makePlaced({ lines, codes, taxRate: "7.25" }));
  const total = Number(told(action, "orders/create").total_price);
  const amounts = [1, 2, 3].map((day) => {
    const refund = books.refund({
      orderId: made.id,
      at: new Date(+at + day * 1e6),
      lines: [{ line: 0, quantity: 1 }],
    });
    expect(refund.action.topics.map((one) => one.topic)).toEqual(["refunds/create", "orders/updated"]);
    return Number(told(refund.action, "refunds/create").transactions[0].amount);
  });
  expect(amounts.reduce((a, b) => a + b, 0)).toBeCloseTo(total, 10);
  expect(books.orders.get(made.id)?.financialStatus).toBe("refunded");
  expect(() => books.refund({ orderId: made.id, at, lines: [{ line: 0, quantity: 1 }] })).toThrow(
    "0 of 3 are left",
  );
});

test("money for no line is a negative adjustment of kind refund_discrepancy", () => {
  const books = createBooks(SHOP);
  const { made } = books.place(makePlaced());
  const { action } = books.refund({ orderId: made.id, at, amountOnly: "7.50" });
  expect(told(action, "refunds/create")).toMatchObject({
    refund_line_items: [],
    order_adjustments: [{ kind: "refund_discrepancy", amount: "-7.50" }],
    transactions: [{ kind: "refund", status: "success", amount: "7.50" }],
  });
  const updated = told(action, "orders/updated");
  expect(updated).toMatchObject({ financial_status: "partially_refunded", current_total_price: "42.49" });
  expect(updated.updated_at).toBe("2026-03-01T10:00:01+01:00");
});

test("a cancelled order says when and why, and has nothing left", () => {
  const books = createBooks(SHOP);
  const { made } = books.place(makePlaced({ financialStatus: "pending" }));
  const { action } = books.cancel({ orderId: made.id, at: new Date(+at + 3_600_000) });
  expect(action.topics.map((one) => one.topic)).toEqual(["orders/cancelled", "orders/updated"]);
  expect(told(action, "orders/cancelled")).toMatchObject({
    cancelled_at: "2026-03-01T11:00:00+01:00",
    cancel_reason: "customer",
    financial_status: "voided",
    line_items: [{ current_quantity: 0 }, { current_quantity: 0 }],
  });
});

test("milliseconds of an instant are kept, so that a replay keeps the order of its rows", () => {
  const books = createBooks({ ...SHOP, timeZone: "UTC" });
  const { action } = books.place(makePlaced({ at: new Date("1997-01-01T12:00:00.042Z") }));
  expect(told(action, "orders/create").processed_at).toBe("1997-01-01T12:00:00.042+00:00");
});

test("a guest has no customer, and a refused order uses up no id", () => {
  const books = createBooks(SHOP);
  const broken = [...makePlaced().lines, { title: "Half", price: "1.00", quantity: 0.5 }];
  expect(() => books.place(makePlaced({ lines: broken }))).toThrow("quantity 0.5");
  const { action } = books.place(makePlaced({ customerId: null }));
  const other = createBooks(SHOP).place(makePlaced({ customerId: null }));
  expect(told(action, "orders/create")).toEqual(told(other.action, "orders/create"));
  expect(told(action, "orders/create")).toMatchObject({ customer: null, email: "ann@example.com" });
});
