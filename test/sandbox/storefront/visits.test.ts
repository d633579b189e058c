import { expect, test } from "vitest";
import { isAllowed, makeSession } from "#test/sandbox/storefront/session.ts";
import { AS_PLAYED } from "#test/sandbox/storefront/settings.ts";
import { decideConsent, type Landing, noteVisit } from "#test/sandbox/storefront/visits.ts";

const ORIGIN = "http://localhost:4401";
const FREE = { ...AS_PLAYED, needsConsent: false };
const MINUTE = 60_000;
const landing = (page: string, over: Partial<Landing> = {}): Landing => ({
  page,
  referrer: null,
  at: new Date("2026-03-01T09:00:00.700Z"),
  realNow: 1_000_000_000,
  ...over,
});
const pages = ({ visits }: ReturnType<typeof makeSession>) => visits.map(({ landingPage }) => landingPage);

test("who was not asked, or declined, is not recorded", () => {
  const session = makeSession();
  noteVisit(session, AS_PLAYED, landing("/?ref=ada"), ORIGIN);
  expect(session.visits).toEqual([]);
  decideConsent(session, AS_PLAYED, "declined", landing("/?ref=ada"), ORIGIN);
  noteVisit(session, AS_PLAYED, landing("/?ref=ada"), ORIGIN);
  expect(session.visits).toEqual([]);
});

test("with consent the page where it was given is the first of the visit, in whole seconds", () => {
  const session = makeSession();
  noteVisit(session, AS_PLAYED, landing("/?ref=ada"), ORIGIN);
  decideConsent(
    session,
    AS_PLAYED,
    "granted",
    landing("/products/mug", { referrer: "https://www.instagram.com/ada" }),
    ORIGIN,
  );
  expect(session.visits).toEqual([
    {
      at: new Date("2026-03-01T09:00:00Z"),
      landingPage: "/products/mug",
      referrer: "https://www.instagram.com/ada",
    },
  ]);
});

test("consent taken back takes back what was recorded", () => {
  const session = makeSession({ consent: "granted" });
  noteVisit(session, AS_PLAYED, landing("/?ref=ada"), ORIGIN);
  decideConsent(session, AS_PLAYED, "declined", landing("/cart"), ORIGIN);
  expect(session.visits).toEqual([]);
});

test("where consent is not required, everybody is recorded who did not decline", () => {
  expect(
    [null, "granted", "declined"].map((consent) => isAllowed({ consent: consent as null }, FREE)),
  ).toEqual([true, true, false]);
  expect(
    [null, "granted", "declined"].map((consent) => isAllowed({ consent: consent as null }, AS_PLAYED)),
  ).toEqual([false, true, false]);
});

test("a visit goes on from page to page, and another begins when somebody sent the visitor or after silence", () => {
  const session = makeSession({ consent: "granted" });
  const see = (page: string, over: Partial<Landing> = {}) =>
    noteVisit(session, AS_PLAYED, landing(page, over), ORIGIN);
  see("/");
  see("/products/mug", { referrer: `${ORIGIN}/` });
  expect(pages(session)).toEqual(["/"]);
  see("/?ref=ada");
  see("/?ref=ada", { referrer: `${ORIGIN}/?ref=ada` });
  see("/cart", { referrer: "https://www.google.com/" });
  expect(pages(session)).toEqual(["/", "/?ref=ada", "/cart"]);
  see("/checkout", { realNow: 1_000_000_000 + 29 * MINUTE });
  see("/products/tote", { realNow: 1_000_000_000 + 60 * MINUTE });
  expect(pages(session)).toEqual(["/", "/?ref=ada", "/cart", "/products/tote"]);
});

test("the shop's own pages and strange schemes are no referrers", () => {
  for (const referrer of [`${ORIGIN}/cart`, "javascript:alert(1)", "not an address"]) {
    const session = makeSession({ consent: "granted" });
    noteVisit(session, AS_PLAYED, landing("/", { referrer }), ORIGIN);
    expect(session.visits[0]?.referrer).toBeNull();
  }
});
