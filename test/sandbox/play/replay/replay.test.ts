import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { replayStory } from "#test/sandbox/play/replay/replay.ts";

const HEADER = "order,customer,email,at,total,currency,code,link,refunds_order";
const AT = "2026-03-01T10:00:00+01:00";
const csv = (...rows: string[]) => [HEADER, ...rows].join("\n");
const orders = (text: string) =>
  replayStory(text).events.flatMap((event) => ("order" in event ? [event.order] : []));
const excerpt = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");

test("a row is an order of one line at what was paid, by that customer, with the code as it was typed", () => {
  expect(orders(csv(`1001,55,ada@example.com,${AT},19.9,USD,aDa10,,`))).toEqual([
    {
      id: "1001",
      name: "#1001",
      at: new Date("2026-03-01T09:00:00.000Z"),
      customerId: "55",
      email: "ada@example.com",
      lines: [{ title: "Purchase", price: "19.90", quantity: 1 }],
      codes: [{ code: "aDa10", takes: { nothing: true } }],
    },
  ]);
});

test("nobody is known by an empty customer and an empty e-mail, and a guest by the e-mail alone", () => {
  const [nobody, guest] = orders(csv(`1,,,${AT},5,USD,,,`, `2,,g@example.com,${AT},5,USD,,,`));
  expect([nobody?.customerId, nobody?.email, nobody?.codes]).toEqual([null, null, undefined]);
  expect([guest?.customerId, guest?.email]).toEqual([null, "g@example.com"]);
});

test("ids of letters get numbers of their own, the same for the same text", () => {
  const [first, second, third] = orders(
    csv(`A-1,Kim,,${AT},5,USD,,,`, `A-2,Lee,,${AT},5,USD,,,`, `A-3,Kim,,${AT},5,USD,,,`),
  );
  expect([first?.name, second?.name]).toEqual(["A-1", "A-2"]);
  expect(first?.customerId).toBe(third?.customerId);
  expect(new Set([first?.id, second?.id, third?.id, first?.customerId, second?.customerId]).size).toBe(5);
});

test("each code makes one creator of its name in capitals, from the first order on, but the merchant's own make none", () => {
  const { creators } = replayStory(
    csv(
      `1,1,,2026-03-02T10:00:00Z,5,USD,ada10,,`,
      `2,1,,2026-03-01T10:00:00Z,5,USD,Ada10,,`,
      `3,1,,2026-03-03T10:00:00Z,5,USD,shop-summer,,`,
      `4,1,,2026-03-03T10:00:00Z,5,USD,straße,,`,
    ),
  );
  expect(creators.map(({ name, code }) => [name, code])).toEqual([
    ["ADA10", "ADA10"],
    ["straße", "straße"],
  ]);
  expect(creators[0]?.creditFrom).toEqual(new Date("2026-03-01T10:00:00Z"));
});

test("a link was clicked an hour before, as Shopify records it; a slug nobody has makes a creator of that name", () => {
  const text = csv(
    `1,1,,2026-03-02T10:00:00Z,5,USD,,Ada,`,
    `2,1,,2026-03-02T11:00:00Z,5,USD,GRACE5,,`,
    `3,1,,2026-03-02T12:00:00Z,5,USD,,grace5,`,
  );
  const [order] = orders(text);
  expect(order).toMatchObject({
    landingSite: "/?ref=ada",
    journey: [{ at: new Date("2026-03-02T09:00:00Z"), landingPage: "/?ref=ada" }],
  });
  const { creators } = replayStory(text);
  expect(creators.map(({ name, code }) => [name, code])).toEqual([
    ["ADA", "ADA"],
    ["GRACE5", "GRACE5"],
  ]);
  expect(creators[0]?.creditFrom).toEqual(new Date("2026-03-02T09:00:00Z"));
});

test("a refund is money given back on its order, played after it", () => {
  const { events } = replayStory(
    csv(
      `,,,2026-03-05T00:00:00Z,2.50,USD,,,7`,
      `7,1,,2026-03-01T00:00:00Z,10,USD,ADA10,,`,
      `8,1,,2026-03-04T00:00:00Z,10,USD,,,`,
    ),
  );
  expect(events.map((event) => Object.keys(event)[0])).toEqual(["order", "order", "refund"]);
  expect(events[2]).toEqual({
    refund: { orderId: "7", at: new Date("2026-03-05T00:00:00Z"), amountOnly: "2.50" },
  });
});

test("columns may stand in any sequence, in quotes, with a byte order mark and Windows line ends", () => {
  const text = `\uFEFFat,order,currency,total\r\n"${AT}","1","JPY","500"\r\n\r\n`;
  expect(orders(text).map(({ id, lines }) => [id, lines[0]?.price])).toEqual([["1", "500"]]);
});

test.each([
  ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000Z"],
  ["2026-03-01T10:00Z", "2026-03-01T10:00:00.000Z"],
  ["2026-03-01 10:00:00.123456-0530", "2026-03-01T15:30:00.123Z"],
])("the instant %s is %s", (written, meant) => {
  expect(orders(csv(`1,1,,${written},5,USD,,,`))[0]?.at.toISOString()).toBe(meant);
});

test.each([
  [
    "an amount with more decimals than its currency",
    `1,1,,${AT},19.999,USD,,,`,
    /row 1 \(line 2\): total is "19.999".*2 decimals \(USD\)/,
  ],
  ["a yen amount with a decimal", `1,1,,${AT},5.5,JPY,,,`, /total is "5.5".*0 decimals/],
  ["an amount below zero", `1,1,,${AT},-5,USD,,,`, /total is "-5"/],
  ["an amount in another writing", `1,1,,${AT},1e3,USD,,,`, /total is "1e3"/],
  ["no amount", `1,1,,${AT},,USD,,,`, /total is ""/],
  ["an instant without offset", "1,1,,2026-03-01T10:00:00,5,USD,,,", /at is "2026-03-01T10:00:00".*offset/],
  ["a day that does not exist", "1,1,,2026-02-30T10:00:00Z,5,USD,,,", /at is "2026-02-30T10:00:00Z"/],
  ["a currency that is no code", `1,1,,${AT},5,usd,,,`, /currency is "usd".*three capitals/],
  ["a link", `1,1,,${AT},5,USD,,ada/b,`, /row 1 \(line 2\): the link is "ada\/b"; a slug has/],
  ["an order without id", `,1,,${AT},5,USD,,,`, /no order/],
  ["an e-mail without @", `1,,ada,${AT},5,USD,,,`, /email is "ada"/],
  ["a code with a space inside", `1,1,,${AT},5,USD,ADA 10,,`, /code is "ADA 10"/],
  ["a control character", `1,"a\u0000b",,${AT},5,USD,,,`, /customer "a\\u0000b" holds a control character/],
  ["too few fields", `1,1,,${AT},5,USD`, /6 fields and the header 9/],
  ["a refund of an order that is not there", `9,,,${AT},5,USD,,,1`, /refunds_order is "1", and no order/],
])("%s is refused with its row, its value and the rule", (_, row, message) => {
  expect(() => replayStory(csv(row))).toThrow(message);
});

test.each([
  [
    "a second currency",
    `2,1,,${AT},5,EUR,,,`,
    /row 2 \(line 3\): the currency is "EUR".*first row's is "USD"/,
  ],
  ["an order id used twice", `1,1,,${AT},5,USD,,,`, /row 2 \(line 3\): the order "1" is row 1 already/],
  [
    "a refund of more than was paid",
    `2,,,2026-04-01T00:00:00Z,10.01,USD,,,1`,
    /row 2 .*10.01 USD.*10.00 USD \(row 1\)/,
  ],
  ["a refund of nothing", `2,,,2026-04-01T00:00:00Z,0,USD,,,1`, /row 2 .*more than 0/],
  ["a refund before its order", `2,,,2026-01-01T00:00:00Z,5,USD,,,1`, /row 2 .*before its order \(row 1/],
  ["a refund with a code", `2,,,2026-04-01T00:00:00Z,5,USD,ADA10,,1`, /row 2 .*has the code "ADA10"/],
  ["a refund to somebody else", `2,77,,2026-04-01T00:00:00Z,5,USD,,,1`, /row 2 .*not the buyer/],
])("%s is refused with its row", (_, row, message) => {
  expect(() => replayStory(csv(`1,1,,${AT},10,USD,,,`, row))).toThrow(message);
});

test.each([
  ["an unknown column", `${HEADER},note\n`, /column "note" which means nothing/],
  ["a column named twice", "order,order,at,total,currency\n", /column "order" twice/],
  ["a missing column", "order,at,total\n", /lacks currency/],
  ["no rows", `${HEADER}\n`, /no row below its header/],
  ["a quote that never closes", `${HEADER}\n"1,1`, /line 2 is not CSV/],
])("a file with %s is refused", (_, text, message) => {
  expect(() => replayStory(text)).toThrow(message);
});

test.each([
  [
    "cdnow-sample-excerpt.txt",
    40,
    { id: "1", customerId: "4", price: "29.33", at: "1997-01-01T12:00:00.001Z", codes: ["CDNOW4"] },
  ],
  [
    "cdnow-master-excerpt.txt",
    40,
    { id: "1", customerId: "1", price: "11.77", at: "1997-01-01T12:00:00.001Z", codes: ["CDNOW1"] },
  ],
])(
  "CDNOW's own %s is recognised: the row's number is the order, the first column the customer",
  (name, count, first) => {
    const story = replayStory(excerpt(name));
    const [order] = orders(excerpt(name));
    expect(story.events).toHaveLength(count);
    expect(story.settings).toMatchObject({ currency: "USD", timeZone: "UTC" });
    expect({
      id: order?.id,
      customerId: order?.customerId,
      price: order?.lines[0]?.price,
      at: order?.at.toISOString(),
      codes: order?.codes?.map(({ code }) => code),
    }).toEqual(first);
  },
);

test("a CDNOW customer whose id ends in 7 to 9 has no code, and the others always their own", () => {
  for (const order of orders(excerpt("cdnow-master-excerpt.txt"))) {
    const ending = Number(order.customerId?.at(-1));
    expect(order.codes?.map(({ code }) => code)).toEqual(ending < 7 ? [`CDNOW${ending}`] : undefined);
  }
  const { creators } = replayStory(excerpt("cdnow-master-excerpt.txt"));
  expect(creators.find(({ code }) => code === "CDNOW3")?.name).toBe("Creator 3");
});

test("a line of CDNOW's that was cut is refused with its row", () => {
  expect(() => replayStory(`${excerpt("cdnow-sample-excerpt.txt")} 00004 0001 1997`)).toThrow(
    /row 41 \(line 41\)/,
  );
});
