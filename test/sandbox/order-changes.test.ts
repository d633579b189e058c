import { expect, test } from "vitest";
import { at, later, makePlaced, SHOP, told, topicsOf } from "#test/sandbox/order-fixture.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";

function makeBooks(over: Parameters<typeof makePlaced>[0] = {}) {
  const books = createBooks(SHOP);
  const { made } = books.place(makePlaced(over));
  return { books, orderId: made.id };
}

const total = (lines: readonly { current_quantity: number }[]) =>
  lines.map(({ current_quantity }) => current_quantity);

test.each(["pending", "authorized", "partially_paid"] as const)(
  "an order that is %s is paid, once",
  (status) => {
    const { books, orderId } = makeBooks({ financialStatus: status });
    const { action } = books.pay({ orderId, at: later(60) });
    expect(topicsOf(action)).toEqual(["orders/paid", "orders/updated"]);
    expect(told(action, "orders/paid")).toMatchObject({
      financial_status: "paid",
      total_outstanding: "0.00",
      updated_at: "2026-03-01T10:01:00+01:00",
    });
    expect(told(action, "orders/updated")).toEqual(told(action, "orders/paid"));
    expect(() => books.pay({ orderId, at: later(70) })).toThrow("#1001 is paid; there is nothing to pay.");
  },
);

test("a cancelled order can be neither paid, sent nor edited", () => {
  const { books, orderId } = makeBooks({ financialStatus: "pending" });
  books.cancel({ orderId, at: later(1) });
  expect(() => books.pay({ orderId, at })).toThrow("#1001 is cancelled; there is nothing to pay.");
  expect(() => books.fulfil({ orderId, at })).toThrow("#1001 is cancelled");
  expect(() => books.edit({ orderId, at, remove: [{ line: 0, quantity: 1 }] })).toThrow("#1001 is cancelled");
});

test("an order sent in two parcels is partly fulfilled by the first and told as fulfilled by the second alone", () => {
  const { books, orderId } = makeBooks();
  const first = books.fulfil({ orderId, at: later(60), lines: [{ line: 0, quantity: 1 }] }).action;
  expect(topicsOf(first)).toEqual(["orders/updated"]);
  expect(told(first, "orders/updated")).toMatchObject({
    fulfillment_status: "partial",
    line_items: [
      { fulfillment_status: "partial", fulfillable_quantity: 1, current_quantity: 2 },
      { fulfillment_status: null, fulfillable_quantity: 1 },
    ],
    fulfillments: [{ status: "success", line_items: [{ title: "Shirt", quantity: 1 }] }],
  });
  const second = books.fulfil({ orderId, at: later(120) }).action;
  expect(topicsOf(second)).toEqual(["orders/fulfilled", "orders/updated"]);
  expect(told(second, "orders/fulfilled")).toMatchObject({
    fulfillment_status: "fulfilled",
    line_items: [{ fulfillable_quantity: 0 }, { fulfillable_quantity: 0 }],
    fulfillments: [
      { created_at: "2026-03-01T10:01:00+01:00" },
      { created_at: "2026-03-01T10:02:00+01:00", line_items: [{ quantity: 1 }, { quantity: 1 }] },
    ],
  });
  expect(() => books.fulfil({ orderId, at })).toThrow("everything was sent already");
});

test("more than was ordered, or a unit that was sent back, cannot be sent", () => {
  const { books, orderId } = makeBooks();
  books.refund({ orderId, at: later(1), lines: [{ line: 0, quantity: 1 }] });
  expect(() => books.fulfil({ orderId, at, lines: [{ line: 0, quantity: 2 }] })).toThrow(
    '#1001, "Shirt": 2 of the 1 units not sent yet cannot be.',
  );
  const { action } = books.fulfil({ orderId, at: later(2) });
  expect(told(action, "orders/fulfilled").fulfillments[0].line_items).toMatchObject([
    { title: "Shirt", quantity: 1 },
    { title: "Mug", quantity: 1 },
  ]);
});

test("an edit tells what changed in Shopify's own shape, and the order as it is now", () => {
  const { books, orderId } = makeBooks({ taxRate: "10" });
  const mug = { title: "Second mug", price: "5.00", quantity: 2 };
  const { action } = books.edit({ orderId, at: later(60), add: [mug], remove: [{ line: 0, quantity: 1 }] });
  expect(topicsOf(action)).toEqual(["orders/edited", "orders/updated"]);
  const updated = told(action, "orders/updated");
  const { order_edit: edit } = told(action, "orders/edited");
  expect(edit).toMatchObject({
    order_id: updated.id,
    committed_at: "2026-03-01T10:01:00+01:00",
    line_items: {
      additions: [{ id: updated.line_items[2].id, delta: 2 }],
      removals: [{ id: updated.line_items[0].id, delta: 1 }],
    },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  });
  expect(total(updated.line_items)).toEqual([1, 1, 2]);
  expect(updated).toMatchObject({
    financial_status: "partially_paid",
    subtotal_price: "59.99",
    current_subtotal_price: "37.99",
    current_total_price: "43.99",
    line_items: [{ quantity: 2 }, { quantity: 1 }, { tax_lines: [{ price: "1.00" }] }],
  });
});

test("a code of the order takes nothing off what an edit adds", () => {
  const { books, orderId } = makeBooks({ codes: [{ code: "HALF", takes: { percent: "50" } }] });
  const lamp = { title: "Lamp", price: "100.00", quantity: 1 };
  const updated = told(books.edit({ orderId, at, add: [lamp] }).action, "orders/updated");
  expect(updated.discount_codes).toMatchObject([{ code: "HALF", amount: "25.00" }]);
  expect(updated.line_items[2].discount_allocations).toEqual([]);
});

test("units an edit took away cannot be sent back, and units that were sent cannot be taken away", () => {
  const { books, orderId } = makeBooks();
  books.edit({ orderId, at: later(1), remove: [{ line: 0, quantity: 1 }] });
  expect(() => books.refund({ orderId, at, lines: [{ line: 0, quantity: 2 }] })).toThrow("1 of 2 are left");
  books.fulfil({ orderId, at: later(2) });
  expect(() => books.edit({ orderId, at, remove: [{ line: 0, quantity: 1 }] })).toThrow("not sent yet");
  expect(() => books.edit({ orderId, at })).toThrow("add a product, or take units away");
});

test("no two snapshots of an order have the same second, whatever changes it", () => {
  const { books, orderId } = makeBooks({ financialStatus: "pending" });
  const steps = [
    () => books.pay({ orderId, at }),
    () => books.edit({ orderId, at, remove: [{ line: 0, quantity: 1 }] }),
    () => books.fulfil({ orderId, at }),
    () => books.refund({ orderId, at, amountOnly: "1.00" }),
    () => books.cancel({ orderId, at }),
  ];
  const instants = steps.map((step) => told(step().action, "orders/updated").updated_at);
  expect(instants).toEqual(["01", "02", "03", "04", "05"].map((s) => `2026-03-01T10:00:${s}+01:00`));
});
