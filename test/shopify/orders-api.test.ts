import { expect, test } from "vitest";
import type { OrderId } from "#app/kernel/id.ts";
import { changedBetween, fetchOrders, listChangedOrders } from "#app/shopify/orders-api.server.ts";
import { parseOrder } from "#app/shopify/payload.ts";
import type { PlacedOrder } from "#test/sandbox/contract.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { at } from "#test/support/make.ts";
import { readableHash } from "#test/support/payloads.ts";
import { openAdmin } from "#test/support/shopify.ts";

const DOMAIN = "demo.myshopify.com";
const placed = (fields: Partial<PlacedOrder> = {}): PlacedOrder => ({
  at: at("2026-03-01T09:00:00Z"),
  customerId: "77",
  email: "Ann@Example.com",
  lines: [{ title: "Shirt", price: "20", quantity: 3, productId: "5", variantId: "6" }],
  ...fields,
});

/** The order as the webhook of its last change told it. */
function told(books: Books, id: string) {
  return parseOrder(JSON.stringify(books.snapshot(id)), readableHash);
}

const RICH: readonly [string, Partial<PlacedOrder>, (books: Books, id: string) => void][] = [
  ["a plain order", {}, () => {}],
  ["a guest's", { customerId: null }, () => {}],
  ["a phone number, as typed", { phone: "+49 151 23456789" }, () => {}],
  [
    "a parcel's address, with a phone",
    {
      shippingAddress: {
        ...{ address1: "Lindenweg 5", address2: "Apt 4", zip: "10115", country: "DE" },
        phone: "0151 98765432",
      },
    },
    () => {},
  ],
  ["nobody's", { customerId: null, email: null, landingSite: null }, () => {}],
  [
    "codes on lines and shipping",
    {
      shipping: "4",
      codes: [
        { code: "ada10", takes: { percent: "10" } },
        { code: "SHIP", takes: { shipping: true } },
        { code: "NONE", takes: { nothing: true } },
      ],
      landingSite: "/products/x?ref=ada&email=ann@example.com",
      referringSite: "https://www.example.com/search?q=ann",
      noteAttributes: [{ name: "__trb", value: "v_1,v_2" }],
    },
    () => {},
  ],
  [
    "taxes, a tip, a gift card, a test",
    {
      taxRate: "19",
      taxesIncluded: true,
      test: true,
      lines: [
        { title: "Shirt", price: "20", quantity: 2 },
        { title: "Tip", price: "3", quantity: 1, isTip: true },
        { title: "Card", price: "25", quantity: 1, isGiftCard: true },
      ],
    },
    () => {},
  ],
  [
    "more lines than a page holds, refunded in part and beyond",
    { lines: Array.from({ length: 23 }, (_, n) => ({ title: `No ${n}`, price: "7", quantity: 2 })) },
    (books, id) => {
      const lines = Array.from({ length: 12 }, (_, line) => ({ line, quantity: 1 }));
      books.refund({ orderId: id, at: at("2026-03-02"), lines, amountOnly: "2" });
      books.refund({ orderId: id, at: at("2026-03-03"), lines: [{ line: 13, quantity: 2 }] });
    },
  ],
  [
    "edited: units taken away and a line added",
    { taxRate: "7.25", codes: [{ code: "ada10", takes: { percent: "10" } }] },
    (books, id) => {
      const add = [{ title: "Mug", price: "7", quantity: 2, productId: "8", variantId: "9" }];
      books.edit({ orderId: id, at: at("2026-03-02"), add, remove: [{ line: 0, quantity: 1 }] });
      books.refund({ orderId: id, at: at("2026-03-03"), lines: [{ line: 0, quantity: 1 }] });
    },
  ],
  [
    "sent in two parcels",
    {},
    (books, id) => {
      books.fulfil({ orderId: id, at: at("2026-03-02"), lines: [{ line: 0, quantity: 1 }] });
      books.fulfil({ orderId: id, at: at("2026-03-03") });
    },
  ],
  [
    "sent in part",
    {},
    (books, id) =>
      void books.fulfil({ orderId: id, at: at("2026-03-02"), lines: [{ line: 0, quantity: 2 }] }),
  ],
  [
    "of a customer who was merged into another",
    {},
    (books, id) => {
      const { customer } = books.saveCustomer({ email: `kept-${id}@example.com`, at: at("2026-03-02") });
      const deletedId = books.orders.get(id)?.customerId ?? "";
      books.merge({ keptId: customer.id, deletedId, at: at("2026-03-02") });
    },
  ],
  [
    "of a customer who was forgotten",
    {},
    (books) => void books.redact({ customerId: "77", at: at("2026-03-02") }),
  ],
  [
    "cancelled after a first parcel",
    {},
    (books, id) => {
      books.fulfil({ orderId: id, at: at("2026-03-02"), lines: [{ line: 0, quantity: 2 }] });
      books.cancel({ orderId: id, at: at("2026-03-09") });
    },
  ],
  ["not paid yet", { financialStatus: "pending", sourceName: "pos" }, () => {}],
];

test.each(RICH)(
  "%s: asked for, it is what its webhook told, to the last digit",
  async (_name, fields, live) => {
    for (const currency of ["USD", "JPY", "KWD"]) {
      const { graphql, books } = await openAdmin({ currency });
      const ids: string[] = [];
      for (let times = 0; times < 5; times++) {
        const { made } = books.place(placed({ ...fields, at: new Date(at("2026-03-01").getTime() + times) }));
        live(books, made.id);
        ids.push(made.id);
      }
      const expected = ids.map((id) => told(books, id));
      const gids = expected.map((order) => order.id);
      expect(await fetchOrders(graphql, DOMAIN, gids, readableHash)).toEqual(expected);
    }
  },
);

test("an order Shopify does not know is left out, the others come", async () => {
  const { graphql, books } = await openAdmin();
  const { made } = books.place(placed());
  const ids = ["gid://shopify/Order/404", made.gid] as OrderId[];
  expect((await fetchOrders(graphql, DOMAIN, ids, readableHash)).map(({ id }) => id)).toEqual([made.gid]);
});

test("changed orders are listed oldest change first, page by page, each once, bounds included", async () => {
  const { graphql, books } = await openAdmin();
  const instants = Array.from(
    { length: 600 },
    (_, n) => at("2026-03-01").getTime() + Math.floor(n / 3) * 1000,
  );
  for (const instant of instants.toReversed()) books.place(placed({ at: new Date(instant) }));
  const span = { from: at("2026-03-01T00:00:10Z"), to: at("2026-03-01T00:03:09Z") };
  const listed = [];
  for (let after: string | null = null; ; ) {
    const page = await listChangedOrders(graphql, DOMAIN, span, after);
    listed.push(...page.orders);
    after = page.next;
    if (after === null) break;
  }
  expect(listed).toHaveLength(540);
  expect(new Set(listed.map(({ id }) => id)).size).toBe(540);
  const updated = listed.map(({ updatedAt }) => Number(updatedAt));
  expect(updated).toEqual(updated.toSorted((a, b) => a - b));
  expect([updated[0], updated.at(-1)]).toEqual([Number(span.from), Number(span.to)]);
});

test("the search words are whole seconds, and an open end is left out", () => {
  expect(changedBetween(at("2026-03-01T10:00:00.900Z"), at("2026-03-02T00:00:00Z"))).toBe(
    "updated_at:>='2026-03-01T10:00:00Z' AND updated_at:<='2026-03-02T00:00:00Z'",
  );
  expect(changedBetween(null, null)).toBe("");
});
