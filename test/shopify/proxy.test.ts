import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { AS, raw, read, refusalOf, SECONDS, signatureOf, signed, signedQuery } from "#test/support/proxy.ts";

/** A signed query in which something was changed afterwards. */
function changed(name: string, change: (value: string) => string): string {
  const pairs = signed([["ref", "ada"]], AS).map(([each, value]): [string, string] => [
    each,
    each === name ? change(value) : value,
  ]);
  return String(new URLSearchParams(pairs));
}
const without = (name: string) => raw(signed([["ref", "ada"]], AS).filter(([each]) => each !== name));

test("what Shopify signed is read: the shop, who is signed in, what was asked", () => {
  expect(read(signedQuery([["ref", "ada"]], { ...AS, customerId: "900" }))).toEqual({
    shopDomain: "demo.myshopify.com",
    customerId: "900",
    client: "",
    asked: new Map([["ref", "ada"]]),
  });
  expect(read(signedQuery([], AS))).toMatchObject({ customerId: null, asked: new Map() });
});

test("Shopify's own example is signed as Shopify says", () => {
  const example =
    "extra=1,2logged_in_customer_id=1path_prefix=/apps/awesome_reviewsshop=shop-name.myshopify.comtimestamp=1317327555";
  const pairs = [
    ["extra", "1,2"],
    ["shop", "shop-name.myshopify.com"],
    ["logged_in_customer_id", "1"],
    ["path_prefix", "/apps/awesome_reviews"],
    ["timestamp", "1317327555"],
  ] as const;
  expect(signatureOf(pairs, "hush")).toBe(createHmac("sha256", "hush").update(example).digest("hex"));
});

test("the secret before a rotation still counts, an unknown one does not", async () => {
  expect(read(signedQuery([], { ...AS, secret: "test_secret_before" })).shopDomain).toBe(
    "demo.myshopify.com",
  );
  expect(await refusalOf(signedQuery([], { ...AS, secret: "guessed" }))).toContain("signature is wrong");
  expect(await refusalOf(signedQuery([], { ...AS, secret: "" }))).toContain("signature is wrong");
});

test("every flipped bit of the signature is seen", async () => {
  for (let bit = 0; bit < 256; bit++) {
    const flip = (hex: string) => {
      const bytes = Buffer.from(hex, "hex");
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return bytes.toString("hex");
    };
    expect(await refusalOf(changed("signature", flip))).toContain("signature is wrong");
  }
});

test.each([
  ["cut short", (hex: string) => hex.slice(0, 63)],
  ["longer", (hex: string) => `${hex}0`],
  ["in capitals", (hex: string) => hex.toUpperCase()],
  ["in base64", (hex: string) => Buffer.from(hex, "hex").toString("base64")],
  ["in base64url", (hex: string) => Buffer.from(hex, "hex").toString("base64url")],
  ["empty", () => ""],
  ["with a space", (hex: string) => `${hex.slice(0, 63)} `],
  [
    "of full-width digits",
    (hex: string) => hex.replace(/\d/, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  ],
  ["with NUL", (hex: string) => `${hex.slice(0, 63)}\u0000`],
])("a signature that is %s is refused", async (_, change) => {
  expect(await refusalOf(changed("signature", change))).toContain('the parameter "signature"');
});

test.each(["shop", "timestamp", "signature"])("without %s nothing is taken", async (name) => {
  expect(await refusalOf(without(name))).toContain(`"${name}" is missing`);
});

test.each(["", "&", "=", "?", "signature", "signature=", "%", "%00", "a[]=1"])(
  "the query %j is refused",
  async (query) => {
    expect(await refusalOf(query)).toContain("no request that Shopify passed on");
  },
);

test.each(["shop", "ref", "logged_in_customer_id", "path_prefix", "timestamp"])(
  "who changes %s after it was signed is refused",
  async (name) => {
    const change = (value: string) => (/^\d*$/.test(value) ? String(SECONDS - 1) : `${value}x`);
    expect(await refusalOf(changed(name, change))).not.toBe("accepted");
  },
);

test.each([
  ["shop", "other.myshopify.com"],
  ["ref", "bee"],
  ["ref", "ada"],
  ["logged_in_customer_id", "900"],
  ["timestamp", String(SECONDS)],
  ["signature", "0".repeat(64)],
  ["path_prefix", "/apps/tributary"],
  ["x", "1"],
])(
  "a second %s is refused, before or behind the first, also when Shopify signed both",
  async (name, value) => {
    const known = signed([["ref", "ada"], ...(name === "x" ? [["x", "1"] as const] : [])], AS);
    for (const query of [raw([[name, value], ...known]), raw([...known, [name, value]])])
      expect(await refusalOf(query)).toContain(`duplicated parameter "${name}"`);
    const first = known.find(([each]) => each === name)?.[1] ?? "";
    const others = known.filter(([each]) => each !== name && each !== "signature");
    const both = signatureOf([...others, [name, `${value},${first}`]], "test_secret");
    const all = [[name, value], ...known.filter(([each]) => each !== "signature"), ["signature", both]];
    expect(await refusalOf(raw(all))).toContain("duplicated parameter");
  },
);

test("a name written in another way is still the same name twice", async () => {
  const known = signed([["ref", "ada"]], AS);
  expect(await refusalOf(raw([["re%66", "bee"], ...known]))).toContain('duplicated parameter "ref"');
  expect(await refusalOf(raw([["%73hop", "x"], ...known]))).toContain('duplicated parameter "shop"');
});

test.each([
  "re%66",
  "ref[]",
  "ref[0]",
  "a[]",
  "Ref",
  "+ref",
  "ref+",
  "%00ref",
  "xref",
  "f",
  "",
  "__proto__",
  "constructor",
])("the name %j is refused, though it was signed", async (name) => {
  const pairs = signed([[decodeURIComponent(name), "ada"]], AS).map(([each, value]) => [
    each === decodeURIComponent(name) ? name : each,
    value,
  ]);
  expect(await refusalOf(raw(pairs))).toContain("unknown parameter");
});

test.each([-91, 91, -86_400, 3_600])("a request of %i seconds from now is refused", async (seconds) => {
  expect(await refusalOf(signedQuery([], { seconds: SECONDS + seconds }))).toContain("not of this minute");
});

test.each([-90, -1, 1, 90])("a request of %i seconds from now is taken", (seconds) => {
  expect(read(signedQuery([], { seconds: SECONDS + seconds })).shopDomain).toBe("demo.myshopify.com");
});

test.each(["", "1e9", "-1740830400", "17408304000000", " 1740830400", "0x67c2f8c0", "NaN"])(
  "the time %j is refused, though it was signed",
  async (text) => {
    const pairs = signed([], AS).filter(([name]) => name !== "signature" && name !== "timestamp");
    pairs.push(["timestamp", text]);
    const query = String(new URLSearchParams([...pairs, ["signature", signatureOf(pairs, "test_secret")]]));
    expect(await refusalOf(query)).toContain('"timestamp" is not of its form');
  },
);

test.each(["abc", "1 2", "1;2", "123456789012345678901", "-1", "gid://shopify/Customer/1", "1%2C2", "１"])(
  "the customer %j is refused, though it was signed: nobody is somebody by halves",
  async (customerId) => {
    expect(await refusalOf(signedQuery([], { ...AS, customerId }))).toContain('"logged_in_customer_id"');
  },
);

test.each([
  "evil.com",
  "demo.myshopify.com.evil.com",
  "DEMO.myshopify.com",
  ".myshopify.com",
  "a/b.myshopify.com",
  "localhost",
])("the shop %j is refused, though it was signed", async (shop) => {
  expect(await refusalOf(signedQuery([], { ...AS, shop }))).toContain('"shop" is not of its form');
});

test("clients are told apart by the last two hops, whatever they claim to be", () => {
  const clientOf = (forwarded?: string) =>
    read(signedQuery([], AS), forwarded === undefined ? {} : { "X-Forwarded-For": forwarded }).client;
  expect(clientOf("203.0.113.7")).toBe("203.0.113.7");
  expect(clientOf("203.0.113.7, 23.227.38.1")).toBe("203.0.113.7 23.227.38.1");
  expect(clientOf("1.2.3.4, 9.9.9.9, 203.0.113.7,23.227.38.1")).toBe("203.0.113.7 23.227.38.1");
  expect(clientOf()).toBe("");
});

test("a long query is not even looked at, and what is said about a name names no more than a name", async () => {
  expect(await refusalOf(`${signedQuery([], AS)}&ref=${"a".repeat(3000)}`)).toContain("too long");
  const said = await refusalOf(`${encodeURIComponent("<script>")}${"y".repeat(100)}=1`);
  expect(said).not.toContain("<");
  expect(said.length).toBeLessThan(150);
});
