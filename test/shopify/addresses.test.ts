import { expect, test } from "vitest";
import { hostOf } from "#app/shopify/addresses.ts";

test.each([
  ["tidewater.com", "tidewater.com"],
  ["Tidewater.Shop", "tidewater.shop"],
  ["shop.größe.de", "shop.xn--gre-6ka8i.de"],
  ["demo.myshopify.com", "demo.myshopify.com"],
])("a shop that is at %s is led to at %s", (told, host) => {
  expect(hostOf(told)).toBe(host);
});

test.each([
  null,
  undefined,
  "",
  "localhost",
  "evil.com/x",
  "evil.com:8443",
  "ada@evil.com",
  "https://evil.com",
  "evil.com?x",
  "evil.com#",
  "evil com",
  "127.0.0.1/x",
  "[::1]",
  "//evil.com",
  "evil.com\\x",
  " ",
])("%j is no host", (told) => {
  expect(hostOf(told)).toBeNull();
});
