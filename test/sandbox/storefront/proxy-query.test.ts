import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { forwardedQuery } from "#test/sandbox/storefront/proxy-query.ts";

const ADDED = {
  secret: "hush",
  shop: "demo.myshopify.com",
  prefix: "/apps/tributary",
  customerId: "",
  seconds: 1317327555,
};

/** Another way to say what the signature is: as Shopify's page about app proxies does it, by hand. */
function signed(...lines: string[]): string {
  return createHmac("sha256", "hush").update(lines.sort().join("")).digest("hex");
}

test("the signature is the one that Shopify's own page shows for its own example", () => {
  const query = forwardedQuery("extra=1&extra=2", {
    ...ADDED,
    shop: "shop-name.myshopify.com",
    prefix: "/apps/awesome_reviews",
    customerId: "1",
  });
  const { searchParams } = new URL(`https://app/?${query}`);
  expect(searchParams.get("signature")).toBe(
    "4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb",
  );
  expect(searchParams.getAll("extra")).toEqual(["1", "2"]);
});

test.each([
  ["nothing asked", "", []],
  ["letters that are encoded", "name=Ad%C3%A8le+B&x=a%26b%3Dc", ["name=Adèle B", "x=a&b=c"]],
  ["a name twice, apart", "a=2&b=1&a=1", ["a=2,1", "b=1"]],
  ["no value, and no name", "flag&=x", ["flag=", "=x"]],
  ["upper case and underscores", "B=1&_c=2&a=3", ["B=1", "_c=2", "a=3"]],
])("%s: the app gets it as it was written, and it is signed as it reads", (_what, asked, lines) => {
  const query = forwardedQuery(asked, ADDED);
  expect(query.startsWith(asked)).toBe(true);
  const all = [
    ...lines,
    "shop=demo.myshopify.com",
    "logged_in_customer_id=",
    "path_prefix=/apps/tributary",
    "timestamp=1317327555",
  ];
  expect(new URLSearchParams(query).get("signature")).toBe(signed(...all));
});

test("a shopper who names a shop, a customer or a signature is passed on, in front of Shopify's own", () => {
  const query = new URLSearchParams(
    forwardedQuery("shop=evil&signature=aa&logged_in_customer_id=7", { ...ADDED, customerId: "42" }),
  );
  expect(query.getAll("shop")).toEqual(["evil", "demo.myshopify.com"]);
  expect(query.getAll("logged_in_customer_id")).toEqual(["7", "42"]);
  const [theirs, own] = query.getAll("signature");
  expect(theirs).toBe("aa");
  expect(own).toBe(
    signed(
      "shop=evil,demo.myshopify.com",
      "logged_in_customer_id=7,42",
      "path_prefix=/apps/tributary",
      "timestamp=1317327555",
    ),
  );
});
