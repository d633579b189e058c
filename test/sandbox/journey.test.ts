import { beforeAll, expect, test } from "vitest";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import { askApi, makeApi, readSchema } from "#test/sandbox/api-fixture.ts";
import type { PlacedOrder, PlacedVisit } from "#test/sandbox/contract.ts";
import { at, later, makePlaced } from "#test/sandbox/order-fixture.ts";

let admin: AdminSchema;
beforeAll(async () => {
  admin = await readSchema();
});

const VISIT =
  "occurredAt landingPage referrerUrl referralCode source sourceType utmParameters { source medium campaign content term }";
const QUERY = `query ($id: ID!) { order(id: $id) { customerJourneySummary { ready daysToConversion customerOrderIndex
  momentsCount { count precision } firstVisit { ${VISIT} } lastVisit { ${VISIT} } } } }`;
const DAY = 86_400;

function journeyOf(over: Partial<PlacedOrder>, isReady = true, before = 0) {
  const api = makeApi(admin, { now: later(5), isJourneyReady: () => isReady });
  for (let i = 0; i < before; i++) api.books.place(makePlaced({ at: later(-DAY) }));
  api.books.place(makePlaced({ at: later(-DAY), test: true }));
  const { gid } = api.books.place(makePlaced(over)).made;
  return askApi(api, QUERY, { id: gid }).data.order.customerJourneySummary;
}

const visit = (seconds: number, landingPage: string | null, referrer: string | null = null) =>
  ({ at: later(seconds), landingPage, referrer }) as PlacedVisit;

test("the first and the last visit of the 30 days before an order are shown, with the number of all", () => {
  const journey = journeyOf(
    {
      journey: [
        visit(-60, "/?r=bea"),
        visit(-31 * DAY, "/?ref=long-ago"),
        visit(-3 * DAY - 5, "/products/mug?ref=ada", "https://www.instagram.com/ada"),
        visit(-2 * DAY, "/"),
        visit(60, "/?ref=too-late"),
      ],
    },
    true,
    2,
  );
  expect(journey).toMatchObject({
    ready: true,
    daysToConversion: 3,
    customerOrderIndex: 3,
    momentsCount: { count: 3, precision: "EXACT" },
    firstVisit: {
      occurredAt: new Date(+at - (3 * DAY + 5) * 1000).toISOString().replace(".000", ""),
      landingPage: "https://demo.myshopify.com/products/mug?ref=ada",
      referrerUrl: "https://www.instagram.com/ada",
      referralCode: "ada",
      source: "instagram.com",
      sourceType: "LINK",
      utmParameters: null,
    },
    lastVisit: {
      landingPage: "https://demo.myshopify.com/?r=bea",
      referralCode: "bea",
      source: "direct",
      sourceType: null,
    },
  });
});

test("nothing is shown where nothing was recorded, or only long ago", () => {
  expect(journeyOf({ journey: null, landingSite: "/?ref=ada" })).toBeNull();
  expect(journeyOf({ journey: [] })).toBeNull();
  expect(journeyOf({ journey: [visit(-30 * DAY, "/?ref=ada")] })).toBeNull();
  expect(journeyOf({})).toBeNull();
});

test("while the journey is not ready it says so, and nothing else", () => {
  expect(journeyOf({ landingSite: "/?ref=ada" }, false)).toEqual({
    ready: false,
    daysToConversion: null,
    customerOrderIndex: null,
    momentsCount: null,
    firstVisit: null,
    lastVisit: null,
  });
});

test("an order of Controls or of a play has the one visit of its landing page", () => {
  const journey = journeyOf({
    landingSite: "/?source=ada&utm_source=ig&utm_medium=creator",
    referringSite: null,
  });
  expect(journey.lastVisit).toEqual(journey.firstVisit);
  expect(journey).toMatchObject({
    momentsCount: { count: 1 },
    daysToConversion: 0,
    lastVisit: {
      occurredAt: "2026-03-01T09:00:00Z",
      referralCode: "ada",
      source: "ig",
      utmParameters: { source: "ig", medium: "creator", campaign: null, content: null, term: null },
    },
  });
});

test.each([
  ["/?ref=ada&source=bea", null, { referralCode: "ada" }],
  ["/?ref=&r=cy", null, { referralCode: "cy" }],
  ["/?Ref=ada", null, { referralCode: null }],
  ["/", "https://www.google.com/", { source: "Google", sourceType: "SEO" }],
  ["/?utm_medium=cpc&utm_source=google", "https://www.google.com/", { source: "google", sourceType: "AD" }],
  ["/?utm_medium=email", null, { source: "email", sourceType: "NEWSLETTER" }],
  [null, "https://blog.example/post", { landingPage: null, source: "blog.example", sourceType: "LINK" }],
])("a visit that begins on %s from %s", (landingPage, referrer, shown) => {
  expect(journeyOf({ journey: [visit(-60, landingPage, referrer)] }).lastVisit).toMatchObject(shown);
});

test("a guest's order has no place among a customer's", () => {
  expect(journeyOf({ customerId: null, landingSite: "/" }, true, 1).customerOrderIndex).toBeNull();
});
