import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { type Visitor, visitorAt } from "#test/e2e/visitor.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { makeFakeApp, openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { AS_PLAYED, type StorefrontSettings } from "#test/sandbox/storefront/settings.ts";
import { launchChromium } from "#test/support/chromium.ts";

const EXTENSIONS = path.resolve(import.meta.dirname, "../../../extensions");

/** What the app behind the proxy says to something, and how late. */
export type Says = { readonly status: number; readonly body?: unknown; readonly afterMs?: number };

/** The sandbox's storefront with our extension, a test's own app behind the proxy, and a guest who was never here. */
export type Theme = {
  guest: Visitor;
  /** What the app says to a greeting, and to a visit that is asked for. */
  greeting: Says;
  visit: Says;
  readonly shop: () => string;
  readonly set: (change: Partial<StorefrontSettings>) => void;
  /** The app stops answering, until the next test. */
  readonly goAway: () => void;
  /** What was written to the cart, in order. */
  readonly written: () => string[];
};

/** A visit in an address, and one that the app issues. */
export const VISIT = "vi_0000000000000000000a";
export const ISSUED = "vi_1111111111111111111a";
export const ADA = {
  ...{ name: "Ada Lovelace", first: "Ada", code: "ADA10", limited: false },
  offer: { kind: "percent", value: "10" },
};
/** The cart's private attribute, as it is written. */
export const attribute = (value: string): string =>
  `POST /cart/update.js {"attributes":{"__trb":"${value}"}}`;

/** Opens it for a file's tests. After each, nothing may have been complained of. */
export function openTheme(firstPort: number): Theme {
  const app = makeFakeApp();
  let standIn: StandIn;
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  const theme: Theme = {
    ...({} as Pick<Theme, "guest" | "greeting" | "visit">),
    shop: () => standIn.origins.storefront,
    set: (change) => standIn.storefront.set(change),
    goAway: () => app.stop(),
    written: () => theme.guest.asked.filter((each) => each.startsWith("POST /cart/update.js")),
  };
  beforeAll(async () => {
    browser = await launchChromium();
    standIn = await openStandIn(firstPort, undefined, EXTENSIONS);
    app.answer = (response) => {
      const { pathname } = new URL(response.req.url ?? "", "https://app");
      const { status, body, afterMs = 0 } = pathname === "/proxy/visit" ? theme.visit : theme.greeting;
      const headers = { "content-type": "application/json" };
      const text = body === undefined ? "" : JSON.stringify(body);
      setTimeout(() => response.writeHead(status, headers).end(text), afterMs);
    };
  });
  beforeEach(async () => {
    await app.listen(standIn);
    standIn.storefront.set(AS_PLAYED);
    theme.greeting = { status: 200, body: ADA };
    theme.visit = { status: 201, body: { visit: ISSUED } };
    theme.guest = await visitorAt(browser, theme.shop());
  });
  afterEach(async () => {
    expect(theme.guest.complaints).toEqual([]);
    await theme.guest.page.context().close();
  });
  afterAll(async () => {
    await browser.close();
    app.stop();
    await standIn.stop();
  });
  return theme;
}
