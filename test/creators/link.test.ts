import fc from "fast-check";
import { expect, test } from "vitest";
import { destination, isPath, LONGEST_PATH, parseLanding, parseSlug, slugOf } from "#app/creators/link.ts";

const HOSTS = ["tidewater.com", "tidewater.myshopify.com"];
const VISIT = "vi_00000000000000000000";
const way = (over: Partial<Parameters<typeof destination>[0]> = {}) =>
  destination({ host: "tidewater.com", path: "/", slug: "ada", visit: VISIT, code: null, ...over });
/** Where a browser ends that opens the address, were `/discount` to send it on as Shopify does. */
function arrival(address: string): URL {
  const url = new URL(address);
  const next = url.pathname.startsWith("/discount/") ? url.searchParams.get("redirect") : null;
  return next === null ? url : new URL(next, url);
}

/** reliability.md's corpus of addresses that lead elsewhere, and kin of theirs. */
const EVIL = [
  "//evil.com",
  "///evil.com",
  "////evil.com/x",
  "/\\evil.com",
  "\\/evil.com",
  "\\\\evil.com",
  "/\\/evil.com",
  "https:evil.com",
  "https:/evil.com",
  "https:///evil.com",
  "https://evil.com",
  "http://evil.com/products/x",
  "HTTPS://EVIL.COM",
  "https://tidewater.com@evil.com/",
  "https://tidewater.com:pass@evil.com/",
  "https://evil.com#@tidewater.com",
  "https://evil.com?tidewater.com",
  "https://tidewater.com.evil.com/",
  "https://tidewater.com%2eevil.com/",
  "https://evil.com\\@tidewater.com",
  "tidewater.com@evil.com",
  "@evil.com",
  "evil.com",
  "evil.com/products/x",
  "%2f%2fevil.com",
  "%2F%2Fevil.com",
  "/%2fevil.com",
  "/%2f%2fevil.com",
  "/%5cevil.com",
  "/%5c%2fevil.com",
  "/%252fevil.com",
  "/%25252fevil.com",
  "/%09/evil.com",
  "/%0d%0a/evil.com",
  "/\tevil.com/\t/evil.com",
  "/\t/evil.com",
  "/\n/evil.com",
  "/\r/evil.com",
  "\t//evil.com",
  "/x\r\nLocation: https://evil.com",
  "/\u0000/evil.com",
  "https://tidewаter.com/",
  "https://xn--tidewter-56g.com/",
  "//xn--tidewter-56g.com",
  "https://tidewater。com.evil.com",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,x",
  "mailto:ada@example.com",
  "blob:https://tidewater.com/x",
  "file:///etc/passwd",
  "/..//evil.com",
  "/../..//evil.com",
  "/.//evil.com",
  "/%2e//evil.com",
  "/%2e%2e//evil.com",
  "..",
  "../..",
  `/${"x".repeat(LONGEST_PATH)}`,
  `//evil.com/${"x".repeat(100_000)}`,
  "/\ud800",
  "\udfff//evil.com",
  "",
];

const CASES = EVIL.map((text) => [text.slice(0, 60), text] as const);

test.each(CASES)("a link that was made to lead to %j leads to the shop's home", (_, path) => {
  for (const code of [null, "ADA10"]) {
    const arrived = arrival(way({ path, code }));
    expect(arrived.href).toBe(`https://tidewater.com/?ref=ada&trb=${VISIT}`);
  }
});

test.each(CASES)("a merchant's %j becomes a page of their own shop or is refused", (_, text) => {
  const landing = parseLanding(text, HOSTS);
  if ("because" in landing) return;
  expect(isPath(landing.path)).toBe(true);
  expect(arrival(way({ path: landing.path })).host).toBe("tidewater.com");
});

test.each([
  ["", "/"],
  ["/", "/"],
  ["products/river-stone", "/products/river-stone"],
  ["/products/river-stone?variant=1#reviews", "/products/river-stone?variant=1#reviews"],
  [" https://tidewater.com/products/river-stone?y=1 ", "/products/river-stone?y=1"],
  ["HTTP://WWW.Tidewater.com/products/x", "/products/x"],
  ["https://tidewater.myshopify.com/collections/all", "/collections/all"],
  ["tidewater.com/products/x", "/products/x"],
  ["tidewater.com", "/"],
  ["//tidewater.com/x", "/x"],
  ["/products/a/../b", "/products/b"],
  ["/søer/größe", "/s%C3%B8er/gr%C3%B6%C3%9Fe"],
  ["/search?q=a b", "/search?q=a%20b"],
])("a merchant who types %j means %j", (text, path) => {
  expect(parseLanding(text, HOSTS)).toEqual({ path });
});

test.each([
  ["https://evil.com/products/x", { because: "other-host", host: "evil.com" }],
  ["evil.com/products/x", { because: "other-host", host: "evil.com" }],
  ["//evil.com", { because: "other-host", host: "evil.com" }],
  ["https://tidewater.com:8443/x", { because: "other-host", host: "tidewater.com:8443" }],
  ["https://tidewаter.com/", { because: "other-host", host: "xn--tidewter-56g.com" }],
  ["https://tidewater.com@evil.com/", { because: "not-an-address" }],
  ["tidewater.com@evil.com", { because: "not-an-address" }],
  ["javascript:alert(1)", { because: "not-an-address" }],
  ["https:evil.com", { because: "not-an-address" }],
  ["/\\evil.com", { because: "not-an-address" }],
  ["/a\tb", { because: "not-an-address" }],
  ["/\ud800", { because: "not-an-address" }],
  ["/%2fevil.com", { because: "not-an-address" }],
  ["https://tidewater.com//evil.com", { because: "not-an-address" }],
])("what is no page of the shop is refused by name: %j", (text, refusal) => {
  expect(parseLanding(text, HOSTS)).toEqual(refusal);
});

test("a page's address may have 2,000 characters, as the browser writes it", () => {
  expect(parseLanding("/".padEnd(LONGEST_PATH, "x"), HOSTS)).toHaveProperty("path");
  expect(parseLanding("/".padEnd(LONGEST_PATH + 1, "x"), HOSTS)).toEqual({ because: "too-long" });
  expect(parseLanding("/".padEnd(400, "ü"), HOSTS)).toEqual({ because: "too-long" });
});

test("a click arrives where the link leads, with the link and the visit, and nothing else changed", () => {
  expect(way({ path: "/products/x" })).toBe(`https://tidewater.com/products/x?ref=ada&trb=${VISIT}`);
  expect(way({ path: "/p?a=b%20c&d&e=%26#reviews" })).toBe(
    `https://tidewater.com/p?a=b%20c&d&e=%26&ref=ada&trb=${VISIT}#reviews`,
  );
  expect(way({ path: "/p?ref=somebody&x=1&trb=vi_old&%72ef=else&ref" })).toBe(
    `https://tidewater.com/p?x=1&ref=ada&trb=${VISIT}`,
  );
  expect(way({ path: "/p", visit: null })).toBe("https://tidewater.com/p?ref=ada");
});

test("a link that applies its code goes by the discount and arrives at the same page", () => {
  const address = way({ path: "/p?a=1%26b=2&q=ü".replace("ü", "%C3%BC"), code: "ADA10" });
  expect(address).toBe(
    `https://tidewater.com/discount/ADA10?redirect=%2Fp%3Fa%3D1%2526b%3D2%26q%3D%25C3%25BC%26ref%3Dada%26trb%3D${VISIT}`,
  );
  expect(arrival(address).href).toBe(`https://tidewater.com/p?a=1%26b=2&q=%C3%BC&ref=ada&trb=${VISIT}`);
  expect(way({ path: "/p#reviews", code: "A&B/C" })).toBe(
    `https://tidewater.com/discount/A%26B%2FC?redirect=%2Fp%3Fref%3Dada%26trb%3D${VISIT}#reviews`,
  );
});

const anything = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."/\\.%2fF5cC0d9a@:?#&=+ \t\r\n", "//", "ref", "trb", "\ud800") }),
  fc.webPath(),
  fc.constantFrom(...EVIL),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

test("whatever path, slug, visit and code say, the browser stays in the shop and is told the link", () => {
  fc.assert(
    fc.property(anything, anything, fc.option(anything), fc.option(anything), (path, slug, visit, code) => {
      const address = way({ path, slug, visit, code });
      expect(address).toMatch(/^https:\/\/tidewater\.com\/[!-~]*$/);
      const arrived = arrival(address);
      expect(arrived.origin).toBe("https://tidewater.com");
      expect(arrived.pathname.startsWith("//")).toBe(false);
      expect(arrived.searchParams.getAll("ref")).toEqual([slug.toWellFormed()]);
      expect(arrived.searchParams.getAll("trb")).toEqual(visit ? [visit.toWellFormed()] : []);
    }),
    { numRuns: 3000 },
  );
});

test("what a merchant's text is read into is read the same again, and is a path", () => {
  fc.assert(
    fc.property(anything, (text) => {
      const landing = parseLanding(text, HOSTS);
      if ("because" in landing) return;
      expect(isPath(landing.path)).toBe(true);
      expect(parseLanding(landing.path, HOSTS)).toEqual(landing);
    }),
    { numRuns: 3000 },
  );
});

test.each([
  ["Ada Lovelace", [], "ada-lovelace"],
  ["Ada Lovelace", ["ada-lovelace"], "ada-lovelace-2"],
  ["Ada Lovelace", ["ada-lovelace", "ada-lovelace-2"], "ada-lovelace-3"],
  ["  Søren  Weiß–Müller ", [], "soren-weiss-muller"],
  ["Мария Кюри", [], "mariya-kyuri"],
  ["Conan O’Brien", [], "conan-obrien"],
  ["@ada_lovelace", [], "ada-lovelace"],
  ["李", [], "creator"],
  ["李", ["creator"], "creator-2"],
  ["x".repeat(80), [], "x".repeat(64)],
  ["x".repeat(80), ["x".repeat(64)], `${"x".repeat(62)}-2`],
  [`${"x".repeat(62)} yy`, [], `${"x".repeat(62)}-y`],
  [`${"x".repeat(63)} yy`, [], "x".repeat(63)],
])("the slug proposed to %s, where %j are taken, is %s", (name, taken, slug) => {
  expect(slugOf(name, new Set(taken))).toBe(slug);
});

test("every slug that is proposed is one, and nobody's", () => {
  const taken = fc.array(fc.constantFrom("ada", "ada-2", "ada-3", "creator", "x".repeat(64)));
  fc.assert(
    fc.property(
      fc.oneof(anything, fc.constant("Ada"), fc.constant("x".repeat(70))),
      taken,
      (name, others) => {
        const slug = slugOf(name, new Set(others));
        expect(parseSlug(slug)).toEqual({ slug });
        expect(others).not.toContain(slug);
      },
    ),
  );
});

test.each([
  [" Ada-Lovelace ", { slug: "ada-lovelace" }],
  ["7", { slug: "7" }],
  ["", { because: "empty" }],
  ["x".repeat(65), { because: "too-long" }],
  ["-ada", { because: "unusable-characters" }],
  ["ada-", { because: "unusable-characters" }],
  ["ada lovelace", { because: "unusable-characters" }],
  ["ada/lovelace", { because: "unusable-characters" }],
  ["søren", { because: "unusable-characters" }],
  ["..", { because: "unusable-characters" }],
])("a merchant who types the slug %j gets %j", (text, read) => {
  expect(parseSlug(text)).toEqual(read);
});
