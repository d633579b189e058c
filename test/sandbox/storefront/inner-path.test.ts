import fc from "fast-check";
import { expect, test } from "vitest";
import { afterDiscount, innerPath } from "#test/sandbox/storefront/inner-path.ts";

test.each([
  "//evil.example",
  "//evil.example/products/mug",
  "https://evil.example/x",
  "https:evil.example",
  "HTTP://evil.example",
  "\\\\evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/%0d%0a//evil.example".replaceAll("%0d%0a", "\r\n"),
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example",
  "@evil.example",
  "/./..//evil.example",
  "/.//evil.example",
  "",
])("a discount link to %j leads to the shop's own home", (redirect) => {
  expect(innerPath(redirect)).toBe("/");
});

test("a discount link without a page leads to the shop's home", () => {
  expect(innerPath(null)).toBe("/");
  expect(afterDiscount(new URLSearchParams())).toBe("/");
});

test.each([
  ["redirect=%2Fproducts%2Fmug%3Fref%3Dada%26trb%3Dvi_1%23top", "/products/mug?ref=ada&trb=vi_1#top"],
  ["redirect=/products/mug&ref=ada&utm_source=x", "/products/mug?ref=ada&utm_source=x"],
  ["ref=ada&redirect=/cart%3Fa%3D1", "/cart?a=1&ref=ada"],
  ["redirect=//evil.example&ref=ada", "/?ref=ada"],
  ["redirect=/@evil.example", "/@evil.example"],
])("%s leads to %s", (query, path) => {
  expect(afterDiscount(new URLSearchParams(query))).toBe(path);
});

test("whatever a discount link says, it leads to the shop", () => {
  const hostile = fc.string({
    unit: fc.constantFrom("/", "\\", ".", ":", "@", "?", "#", "%2f", "\t", "evil", "https", "é"),
  });
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ unit: "binary" })), (redirect) => {
      const path = afterDiscount(new URLSearchParams({ redirect }));
      expect(new URL(path, "https://shop.example/a/b").origin).toBe("https://shop.example");
    }),
  );
});
