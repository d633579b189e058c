import fc from "fast-check";
import { expect, test } from "vitest";
import { PayloadError, parseOrder } from "#app/shopify/payload.ts";
import { body, readableHash as hash, line, ORDER } from "#test/support/payloads.ts";

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(PayloadError);
    return String(error);
  }
  throw new Error("It was read without complaint.");
}

test.each<[string, string, string]>([
  ["no JSON", "{", "1 characters that are not JSON"],
  ["nothing", "", "0 characters that are not JSON"],
  ["a list", "[]", "the body: a list of 0"],
  ["null", "null", "the body: null"],
  ["a bottomless nest", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "too deeply nested"],
  ["a number beyond numbers", body().replace('"id":1,', '"id":1,"x":1e309,'), "x: the number 1e309"],
  [
    "a price beyond numbers",
    body(line({ price: "1e309" })),
    'line_items[0].price: "1e309": must be an amount',
  ],
  [
    "a price finer than a cent",
    body(line({ price: "1.005" })),
    'line_items[0].price: "1.005" (USD) has more decimal places',
  ],
  ["half a yen", body({ currency: "JPY", ...line({ price: "5.50" }) }), 'line_items[0].price: "5.50" (JPY)'],
  ["a price no number holds", body(line({ price: "9".repeat(30) })), "2^53"],
  [
    "lines worth more than a number holds",
    body(line({ price: "90071992547409.91", quantity: 2 })),
    "line_items: worth",
  ],
  ["no price", body(line({ price: undefined })), "line_items[0].price: no amount"],
  [
    "a discount of nothing",
    body(line({ discount_allocations: [{}] })),
    "line_items[0].discount_allocations[0]: no amount",
  ],
  [
    "an unknown status",
    body({ financial_status: "bartered" }),
    'financial_status: "bartered": Invalid option',
  ],
  ["no status", body({ financial_status: null }), "financial_status: null"],
  ["no id", body({ id: undefined }), "id: missing"],
  ["a crooked id", body({ id: 1.5 }), "id: 1.5: must be an id"],
  [
    "another thing's GID",
    body({ admin_graphql_api_id: "gid://shopify/Refund/1" }),
    "admin_graphql_api_id: of Order 1",
  ],
  ["a date without a zone", body({ updated_at: "2026-03-01T12:00:00" }), 'updated_at: "2026-03-01T12:00:00"'],
  ["no day at all", body({ created_at: "2026-02-30T12:00:00Z" }), "created_at"],
  ["no lines", body({ line_items: undefined }), "line_items: missing"],
  ["a negative quantity", body(line({ quantity: -1 })), "line_items[0].quantity: -1"],
  ["half a unit", body(line({ quantity: 0.5 })), "line_items[0].quantity: 0.5"],
  ["a small currency", body({ currency: "usd" }), 'currency: "usd"'],
  [
    "shop money of another currency",
    body(line({ price_set: { shop_money: { amount: "1.00", currency_code: "EUR" } } })),
    "is not in the order's USD",
  ],
  [
    "NUL in a title",
    body(line({ title: "St\u0000ne" })),
    "line_items[0].title: a text of 5 characters: must not hold a NUL",
  ],
  ["NUL in a code", body({ discount_codes: [{ code: "ADA\u0000" }] }), "discount_codes[0].code"],
  ["NUL in the e-mail", body({ email: "eve\u0000@example.com" }), "email: a text of"],
  [
    "10,000 codes",
    body({ discount_codes: Array.from({ length: 10_000 }, (_one, n) => ({ code: `C${n}` })) }),
    "discount_codes: a list of 10000: must hold at most 1,000",
  ],
])("a poisoned order is refused with its reason: %s", (_case, text, reason) => {
  expect(refusal(() => parseOrder(text, hash))).toContain(reason);
});

test("1,000 codes are still an order", () => {
  expect(
    parseOrder(body({ discount_codes: Array.from({ length: 1000 }, (_one, n) => ({ code: `C${n}` })) }), hash)
      .codes,
  ).toHaveLength(1000);
});

test("no refusal ever tells who bought, nor holds a NUL", () => {
  const secret = "eve@example.com";
  const poisons = [
    `{"email":"${secret}`,
    body({ email: `${secret}\u0000` }),
    body({ email: { of: secret } }),
    body({ financial_status: secret }),
    body({ id: secret }),
    body({ landing_site: `/?email=${secret}\u0000` }),
    body({ customer: { id: 1, email: `${secret}\u0000` } }),
    body({ customer: secret }),
    body(line({ price: secret })),
    body({ admin_graphql_api_id: secret }),
  ];
  for (const text of poisons)
    expect(refusal(() => parseOrder(text, hash))).not.toMatch(/eve|example\.com|\0/);
});

test("whatever text arrives, it is an order or a refusal, never a crash", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.object().map((fields) => body(fields as Record<string, unknown>)),
      ),
      (text) => {
        try {
          parseOrder(text, hash);
        } catch (error) {
          expect(error).toBeInstanceOf(PayloadError);
        }
      },
    ),
  );
});

test("whatever one field of an order turns into, it is an order or a refusal, never a crash", () => {
  const fields = Object.keys(JSON.parse(ORDER));
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
      try {
        parseOrder(JSON.stringify({ ...JSON.parse(ORDER), [field]: value }), hash);
      } catch (error) {
        expect(error).toBeInstanceOf(PayloadError);
      }
    }),
  );
});
