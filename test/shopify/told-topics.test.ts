import { expect, test } from "vitest";
import { parseEdit, parseMerge } from "#app/shopify/notices.ts";
import { parseCustomer, parseOrder } from "#app/shopify/payload.ts";
import { parseDataRequest, parseRedact } from "#app/shopify/privacy.ts";
import { later, makePlaced, SHOP } from "#test/sandbox/order-fixture.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";
import { readableHash } from "#test/support/payloads.ts";

function makeOrder(over: Parameters<typeof makePlaced>[0] = {}) {
  const books = createBooks(SHOP);
  // An id no double can hold.
  const { gid, id } = books.place(makePlaced({ id: "820982911946154509", ...over })).made;
  return { books, gid, orderId: id };
}

const bodyOf = (action: Action, topic: string) =>
  JSON.stringify(action.topics.find((one) => one.topic === topic)?.payload);

test("an order that was paid is read as paid", () => {
  const { books, gid, orderId } = makeOrder({ financialStatus: "authorized" });
  const { action } = books.pay({ orderId, at: later(60) });
  const order = parseOrder(bodyOf(action, "orders/paid"), readableHash);
  expect(order).toMatchObject({ id: gid, financialStatus: "paid", updatedAt: later(60) });
});

test("an order is read as fulfilled since its last parcel, and not before", () => {
  const { books, orderId } = makeOrder();
  const first = books.fulfil({ orderId, at: later(60), lines: [{ line: 1, quantity: 1 }] }).action;
  const last = books.fulfil({ orderId, at: later(120) }).action;
  expect(parseOrder(bodyOf(first, "orders/updated"), readableHash).fulfilledAt).toBeNull();
  expect(parseOrder(bodyOf(last, "orders/fulfilled"), readableHash).fulfilledAt).toEqual(later(120));
});

test("an edit names its order, and the order as it is now has that instant", () => {
  const { books, gid, orderId } = makeOrder();
  const { action } = books.edit({ orderId, at: later(60), remove: [{ line: 0, quantity: 1 }] });
  expect(parseEdit(bodyOf(action, "orders/edited"))).toEqual({ orderId: gid, editedAt: later(60) });
  const order = parseOrder(bodyOf(action, "orders/updated"), readableHash);
  expect(order.updatedAt).toEqual(later(60));
  expect(order.lines.map(({ quantity, currentQuantity }) => [quantity, currentQuantity])).toEqual([
    [2, 1],
    [1, 1],
  ]);
});

test("a customer made, changed, merged, asking and forgotten is read as who they are", () => {
  const { books, gid } = makeOrder();
  const ann = "gid://shopify/Customer/77";
  const { customer, action: made } = books.saveCustomer({ email: "Bo@Example.com", at: later(1) });
  const bo = `gid://shopify/Customer/${customer.id}`;
  const email = (text: string) => readableHash.email(text);
  expect(parseCustomer(bodyOf(made, "customers/create"), readableHash)).toEqual({
    id: bo,
    emailHash: email("bo@example.com"),
    updatedAt: later(1),
  });
  const changed = books.saveCustomer({ id: customer.id, email: null, at: later(2) }).action;
  expect(parseCustomer(bodyOf(changed, "customers/update"), readableHash).emailHash).toBeNull();
  const merged = books.merge({ keptId: "77", deletedId: customer.id, at: later(3) }).action;
  expect(parseMerge(bodyOf(merged, "customers/merge"))).toEqual({ keptId: ann, deletedId: bo });
  const asked = books.requestData({ customerId: "77", at: later(4) }).action;
  expect(parseDataRequest(bodyOf(asked, "customers/data_request"), SHOP.domain, readableHash)).toMatchObject({
    customerId: ann,
    emailHash: email("ann@example.com"),
    orderIds: [gid],
  });
  const forgotten = books.redact({ customerId: "77", at: later(5) }).action;
  expect(parseRedact(bodyOf(forgotten, "customers/redact"), SHOP.domain, readableHash)).toMatchObject({
    customerId: ann,
    email: "ann@example.com",
    orderIds: [gid],
  });
});
