import type { Bug } from "#test/mutants/bug.ts";

const AT = "test/sandbox/storefront";
const PROXY = `${AT}/app-proxy.test.ts`;
const CART = `${AT}/cart.test.ts`;
const SHOP = `${AT}/storefront.test.ts`;
const LIQUID = `${AT}/liquid.test.ts`;
const JOURNEY = "test/sandbox/journey.test.ts";
const WINDOW = "test/e2e/shop-window.test.ts";
const PICKER = "test/e2e/resource-picker.test.ts";

/** Bugs of the storefront that would let the app pass where Shopify would not. */
export const BUGS: readonly Bug[] = [
  {
    name: "the app proxy's signature leaves out what a name says the second time",
    file: `${AT}/proxy-query.ts`,
    find: "all.join(",
    replace: "all.slice(0, 1).join(",
    test: `${AT}/proxy-query.test.ts`,
  },
  {
    name: "the app proxy signs what was written, not what it reads",
    file: `${AT}/proxy-query.ts`,
    find: "for (const [name, value] of new URLSearchParams(query))",
    replace: 'for (const [name = "", value = ""] of query.split("&").map((pair) => pair.split("=")))',
    test: `${AT}/proxy-query.test.ts`,
  },
  {
    name: "a shopper's cookies reach the app",
    file: `${AT}/app-proxy.ts`,
    find: '"cookie", "host",',
    replace: '"host",',
    test: PROXY,
  },
  {
    name: "the app sets a cookie of the shop",
    file: `${AT}/app-proxy.ts`,
    find: '"set-cookie set-cookie2 ',
    replace: '"set-cookie2 ',
    test: PROXY,
  },
  {
    name: "Shopify waits for the app for ever",
    file: `${AT}/app-proxy.ts`,
    find: 'fail(504, "the app took too long");',
    replace: "",
    test: PROXY,
  },
  {
    name: "an app that was uninstalled is still asked by the storefront",
    file: `${AT}/storefront-face.ts`,
    find: "if (isProxied && of.isInstalled())",
    replace: "if (isProxied)",
    test: PROXY,
  },
  {
    name: "a private cart attribute can be read",
    file: `${AT}/cart-view.ts`,
    find: '!name.startsWith("__")',
    replace: "name !== null",
    test: CART,
  },
  {
    name: "a cart keeps its token after the order",
    file: `${AT}/cart-api.ts`,
    find: "session.cart = emptyCart();",
    replace: "session.cart = { ...emptyCart(), token: session.cart.token };",
    test: CART,
  },
  {
    name: "a checkout takes any number of codes",
    file: `${AT}/till.ts`,
    find: "if (codes.length - ofShipping > MOST_CODES)",
    replace: "if (codes.length - ofShipping > 99)",
    test: CART,
  },
  {
    name: "a discount link leads to another host",
    file: `${AT}/inner-path.ts`,
    find: 'if (url?.origin !== SHOP) return "/";',
    replace: 'if (!url) return "/";',
    test: `${AT}/inner-path.test.ts`,
  },
  {
    name: "dots and slashes make another host of a discount link",
    file: `${AT}/inner-path.ts`,
    find: 'return path.startsWith("//") ? "/" : path;',
    replace: "return path;",
    test: `${AT}/inner-path.test.ts`,
  },
  {
    name: "who was not asked is recorded",
    file: `${AT}/session.ts`,
    find: 'needsConsent ? consent === "granted"',
    replace: 'needsConsent ? consent !== "declined"',
    test: `${AT}/visits.test.ts`,
  },
  {
    name: "what was recorded stays when consent is taken back",
    file: `${AT}/visits.ts`,
    find: 'if (consent === "declined") session.visits = [];',
    replace: 'if (consent === "declined") return;',
    test: `${AT}/visits.test.ts`,
  },
  {
    name: "an order without consent has a journey",
    file: `${AT}/forms.ts`,
    find: "journey: visits.length === 0 ? null : visits,",
    replace:
      "journey: visits.length === 0 ? undefined : visits, landingSite: last?.landingPage ?? cart.token,",
    test: SHOP,
  },
  {
    name: "a journey is shown before it is ready",
    file: "test/sandbox/admin-api/journey-fields.ts",
    find: "if (api.isJourneyReady?.(order.at) === false) {",
    replace: "if (api.isJourneyReady === undefined) {",
    test: JOURNEY,
  },
  {
    name: "a visit of long ago is part of a journey",
    file: "test/sandbox/order-life/journey.ts",
    find: "visit.at > at.getTime() - WINDOW",
    replace: "visit.at > 0",
    test: JOURNEY,
  },
  {
    name: "a filter nobody plays is left out in silence",
    file: `${AT}/liquid.ts`,
    find: "strictFilters: true,",
    replace: "strictFilters: false,",
    test: LIQUID,
  },
  {
    name: "an object nobody plays is empty",
    file: `${AT}/liquid.ts`,
    find: "if (strange.length > 0)",
    replace: "if (strange.length > 99)",
    test: LIQUID,
  },
  {
    name: "a text goes into the page as it is",
    file: `${AT}/liquid.ts`,
    find: 'return key.endsWith("_html") ? filled : escapeHtml(filled);',
    replace: "return filled;",
    test: LIQUID,
  },
  {
    name: "the checkout shows the embeds of apps",
    file: `${AT}/page.ts`,
    find: "const hasBlocks = !page.isPlain && of.isInstalled();",
    replace: "const hasBlocks = of.isInstalled();",
    test: SHOP,
  },
  {
    name: "products are shown without the scope",
    file: "test/sandbox/admin-api/scopes.ts",
    find: "const missing = asked.find((rule) => rule && !allows(rule, granted));",
    replace:
      "const missing = asked.find((rule) => rule && !/read_products/.test(rule.requiredAccess) && !allows(rule, granted));",
    test: "test/sandbox/catalogue.test.ts",
  },
  {
    name: "nobody hears of consent",
    file: `${AT}/browser/consent.js`,
    find: 'document.dispatchEvent(new CustomEvent("visitorConsentCollected", { detail: detail() }));',
    replace: "",
    test: WINDOW,
  },
  {
    name: "the app's links lead to the real shop",
    file: "test/sandbox/faces/app-face.ts",
    find: "face.hosts.map(",
    replace: "[].map(",
    test: WINDOW,
  },
  {
    name: "a picker that was closed has picked",
    file: "test/sandbox/faces/browser/picker.js",
    find: 'dialog.returnValue === "pick"',
    replace: 'dialog.returnValue !== "cancel"',
    test: PICKER,
  },
];
