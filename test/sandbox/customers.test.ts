import { expect, test } from "vitest";
import { at, later, makePlaced, SHOP, told, topicsOf } from "#test/sandbox/order-fixture.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";

const gid = (id: string) => `gid://shopify/Customer/${id}`;

function makeTwo() {
  const books = createBooks(SHOP);
  const order = books.place(makePlaced()).made.id;
  const other = books.place(makePlaced({ customerId: "78", email: "ann@work.example" })).made.id;
  return { books, order, other };
}

test("a customer made in the admin is told once, and each change of them with a later second", () => {
  const books = createBooks(SHOP);
  const { customer, action } = books.saveCustomer({ email: "Bo@example.com", firstName: "Bo", at });
  expect(topicsOf(action)).toEqual(["customers/create"]);
  expect(told(action, "customers/create")).toMatchObject({
    admin_graphql_api_id: gid(customer.id),
    email: "Bo@example.com",
    first_name: "Bo",
    created_at: "2026-03-01T10:00:00+01:00",
    updated_at: "2026-03-01T10:00:00+01:00",
  });
  const changed = books.saveCustomer({ id: customer.id, email: "bo@new.example", at });
  expect(topicsOf(changed.action)).toEqual(["customers/update"]);
  expect(told(changed.action, "customers/update")).toMatchObject({
    email: "bo@new.example",
    first_name: "Bo",
    created_at: "2026-03-01T10:00:00+01:00",
    updated_at: "2026-03-01T10:00:01+01:00",
  });
  expect([books.customers.findByEmail("bo@example.com"), books.customers.size]).toEqual([null, 1]);
});

test("an e-mail belongs to one customer", () => {
  const { books } = makeTwo();
  expect(() => books.saveCustomer({ email: "ANN@example.com", at })).toThrow("the e-mail of customer 77");
  expect(() => books.saveCustomer({ id: "78", email: "ann@example.com", at })).toThrow("of customer 77");
  expect(() => books.saveCustomer({ id: "404", email: "x@example.com", at })).toThrow("no customer 404");
});

test("after a merge every payload tells the customer who was kept, and no order changed its instant", () => {
  const { books, order, other } = makeTwo();
  const { action } = books.merge({ keptId: "77", deletedId: "78", at: later(60) });
  expect(action.topics).toEqual([
    {
      topic: "customers/merge",
      payload: {
        admin_graphql_api_id_customer_kept: gid("77"),
        admin_graphql_api_id_customer_deleted: gid("78"),
        admin_graphql_api_id_job_id: null,
        status: "completed",
        errors: [],
      },
    },
  ]);
  expect([order, other].map((id) => books.orders.get(id)?.updatedAt)).toEqual([+at, +at]);
  const refund = books.refund({ orderId: other, at: later(70), amountOnly: "1.00" });
  expect(told(refund.action, "orders/updated")).toMatchObject({
    email: "ann@work.example",
    customer: { id: 77, email: "ann@example.com" },
  });
  expect(books.customers.find("78")).toBeNull();
});

test("merged in a chain, a shopper who still comes as the first buys as the last", () => {
  const { books } = makeTwo();
  books.place(makePlaced({ customerId: "79", email: null }));
  books.merge({ keptId: "77", deletedId: "78", at });
  books.merge({ keptId: "79", deletedId: "77", at });
  const { action } = books.place(makePlaced({ customerId: "78" }));
  expect(told(action, "orders/create").customer).toMatchObject({ id: 79, email: "ann@example.com" });
  expect([...books.orders.values()].map(({ customerId }) => customerId)).toEqual(["79", "79", "79", "79"]);
  expect(() => books.merge({ keptId: "79", deletedId: "79", at })).toThrow("choose two");
});

test("a wish to know names the customer and their orders, ids as numbers, each wish with a number of its own", () => {
  const { books, order } = makeTwo();
  const [one, two] = [1, 2].map(() => books.requestData({ customerId: "77", at }).action);
  const [first, second] = [one, two].map((action) => action && told(action, "customers/data_request"));
  expect(first).toEqual({
    shop_id: expect.any(Number),
    shop_domain: SHOP.domain,
    orders_requested: [Number(order)],
    customer: { id: 77, email: "ann@example.com", phone: null },
    data_request: { id: expect.any(Number) },
  });
  expect(second.data_request.id).not.toBe(first.data_request.id);
});

test("a forgotten customer is told with all their orders, and nothing later holds their e-mail or name", () => {
  const { books, order } = makeTwo();
  books.saveCustomer({ id: "77", email: "ann@example.com", firstName: "Ann", at });
  const { action } = books.redact({ customerId: "77", at });
  expect(told(action, "customers/redact")).toEqual({
    shop_id: expect.any(Number),
    shop_domain: SHOP.domain,
    customer: { id: 77, email: "ann@example.com", phone: null },
    orders_to_redact: [Number(order)],
  });
  const after = books.cancel({ orderId: order, at: later(5) }).action;
  expect(told(after, "orders/updated").customer).toMatchObject({ id: 77, email: null, first_name: null });
  expect(JSON.stringify(after)).not.toMatch(/ann/i);
  expect(books.customers.findByEmail("ann@example.com")).toBeNull();
});
