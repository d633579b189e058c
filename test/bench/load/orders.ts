import { createBooks } from "#test/sandbox/order-life/books.ts";

/** Stand where an order's own words come: the sandbox writes the rest of the body, as Shopify would. */
const MARKS = {
  order: "7700000000001",
  customer: "7700000000002",
  line: "15200000000001",
  code: "CODEOFTHEORDER",
} as const;
const MARK = new RegExp(Object.values(MARKS).join("|"), "g");

/** They buy in turn, and as in CDNOW seven of ten always use their creator's code. */
const CUSTOMERS = 2000;
const CREATORS = 7;

/** The codes that the orders carry: creator k holds `BENCHk`. */
export const CODES: readonly string[] = Array.from({ length: CREATORS }, (_, k) => `BENCH${k}`);

/**
 * Makes bodies of `orders/create`, 3.5 to 4 kB each: a line of stones with tax, bought by one of many customers. The body
 * of order `n` is always the same, and no other order's.
 */
export function orderMould(): (n: number) => string {
  const [withCode, without] = [true, false].map(cut);
  return (n) => {
    const customer = n % CUSTOMERS;
    const ending = customer % 10;
    const words: Record<string, string> = {
      [MARKS.order]: String(6_000_000_000_000 + n),
      [MARKS.customer]: String(8_000_000_000_000 + customer),
      [MARKS.line]: String(15_000_000_000_000 + n),
      [MARKS.code]: `bench${ending}`,
    };
    const parts = ending < CREATORS ? withCode : without;
    return (parts ?? []).map((part) => words[part] ?? part).join("");
  };
}

/** A body, cut at the marks: text, mark, text, ... */
function cut(hasCode: boolean): string[] {
  const books = createBooks({
    domain: "bench.myshopify.com",
    name: "Bench",
    currency: "USD",
    timeZone: "UTC",
  });
  const email = `shopper${MARKS.customer}@example.com`;
  books.customers.keep({ id: MARKS.customer, email, firstName: "Sam", lastName: "Rivers" });
  const { action } = books.place({
    id: MARKS.order,
    name: `#${MARKS.order}`,
    at: new Date("2026-03-01T12:00:00Z"),
    customerId: MARKS.customer,
    email,
    lines: [
      {
        title: "River stone",
        price: "29.00",
        quantity: 2,
        productId: "632910392",
        variantId: "808950810",
      },
    ],
    codes: hasCode ? [{ code: MARKS.code, takes: { percent: "10" } }] : [],
    taxRate: "8.25",
    landingSite: "/collections/all?utm_source=bench",
    referringSite: "https://www.instagram.com/",
  });
  const body = JSON.stringify(action.topics[0]?.payload);
  const marks = body.match(MARK) ?? [];
  return body.split(MARK).flatMap((text, index) => [text, marks[index] ?? ""]);
}
