import { expect, test } from "vitest";
import { clicksOf, refsIn, visitsNamed } from "#app/attribution/click.ts";
import { ADA, at, GRACE, linkId } from "#test/support/make.ts";

const link = (slug: string, fields: { createdAt?: Date; endedAt?: Date | null } = {}) => ({
  linkId: linkId(slug),
  creatorId: slug === "ada" ? ADA : GRACE,
  slug,
  createdAt: at("2026-01-01"),
  endedAt: null,
  ...fields,
});
const issued = (id: string, instant: string, slug = "ada") => ({ ...link(slug), id, at: at(instant) });

test("an order names visits by its cart attribute and by the page its session began on, each once", () => {
  expect(visitsNamed({ visits: ["vi_a", "vi_b"], landingSite: "/x?ref=ada&trb=vi_b" })).toEqual([
    "vi_a",
    "vi_b",
  ]);
  expect(visitsNamed({ visits: [], landingSite: "/?trb=vi_c" })).toEqual(["vi_c"]);
  expect(visitsNamed({ visits: [], landingSite: null })).toEqual([]);
  expect(visitsNamed({ visits: [], landingSite: "//" })).toEqual([]);
});

test("clicks come oldest first, those of visits we never issued last and without a creator", () => {
  const clicks = clicksOf(
    ["vi_forged", "vi_b", "vi_a"],
    [issued("vi_a", "2026-02-01"), issued("vi_b", "2026-02-02", "grace")],
    [],
    [],
  );
  expect(clicks.map(({ visit, link }) => [visit, link?.creatorId ?? null])).toEqual([
    ["vi_a", ADA],
    ["vi_b", GRACE],
    ["vi_forged", null],
  ]);
});

test("what Shopify's journey saw of a click of ours is the same click; what only it saw is another", () => {
  const ours = [issued("vi_a", "2026-02-01T12:00:00Z")];
  const journey = [
    { at: at("2026-02-01T12:00:09Z"), ref: "ada" },
    { at: at("2026-02-20T08:00:00Z"), ref: "ada" },
    { at: at("2026-02-20T08:00:00Z"), ref: "ada" },
    { at: at("2026-02-21T08:00:00Z"), ref: "newsletter" },
  ];
  const clicks = clicksOf(["vi_a"], ours, journey, [link("ada")]);
  expect(clicks.map(({ seen, at: when }) => [seen, when?.toISOString()])).toEqual([
    ["click", "2026-02-01T12:00:00.000Z"],
    ["journey", "2026-02-20T08:00:00.000Z"],
  ]);
});

test.each([
  ["before the link was made", "2026-01-09T23:59:59Z", false],
  ["when it was made", "2026-01-10T00:00:00Z", true],
  ["before it ended", "2026-01-19T23:59:59Z", true],
  ["when it ended", "2026-01-20T00:00:00Z", false],
])("a visit of Shopify's journey %s", (_, instant, isLive) => {
  const used = link("ada", { createdAt: at("2026-01-10"), endedAt: at("2026-01-20") });
  expect(clicksOf([], [], [{ at: at(instant), ref: "ada" }], [used])).toMatchObject([{ isLive }]);
});

test("a landing page's ref is read in the parameters Shopify reads, in lower case", () => {
  expect(refsIn("/products/x?ref=Ada&source=ig&r=%20ada")).toEqual(["ada", "ig"]);
  expect(refsIn("/")).toEqual([]);
  expect(refsIn(null)).toEqual([]);
});
