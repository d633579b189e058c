import { readFileSync } from "node:fs";
import path from "node:path";
import { escapeHtml, jsonForHtml } from "#test/sandbox/faces/html.ts";
import { NO_BLOCKS, renderBlocks } from "#test/sandbox/storefront/app-blocks.ts";
import { cartView } from "#test/sandbox/storefront/cart-view.ts";
import { createRenderer } from "#test/sandbox/storefront/liquid.ts";
import { aisles, customerObject, everyPage } from "#test/sandbox/storefront/objects.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import { localeOf, type Storefront, secondOf } from "#test/sandbox/storefront/storefront.ts";
import { reckon, type Till } from "#test/sandbox/storefront/till.ts";
import { readWords, type Words } from "#test/sandbox/storefront/words.ts";

/** A page to show. `title` is a text's key when it begins with "t:"; `own` is what only the theme's templates see. */
export type Page = {
  readonly template: string;
  readonly title: string;
  /** Its path and query. */
  readonly here: string;
  readonly objects?: Readonly<Record<string, unknown>>;
  readonly own?: Readonly<Record<string, unknown>>;
  /** Apps have no blocks and embeds here: the checkout is Shopify's own. */
  readonly isPlain?: boolean;
  /** Liquid of the app, to be shown in the theme in the place of a template. */
  readonly appLiquid?: string;
};

export const THEME = path.join(import.meta.dirname, "theme");

/** The theme's texts in a session's language. */
export function themeWords(of: Storefront, session: Session): (key: string) => string {
  const words = readWords(path.join(THEME, "locales"), localeOf(of, session), "");
  return (key) => words(key) ?? key;
}

/** What the cart comes to for whoever this session is. */
export function tillOf(of: Storefront, session: Session): Till {
  const { customerId, email } = session;
  return reckon(of, session, { customerId, email, joins: false }, secondOf(of));
}

/** A whole page: the blocks of apps, the template, the layout around it. */
export function renderPage(of: Storefront, session: Session, page: Page, till = tillOf(of, session)): string {
  const { settings } = of.shop;
  const { currency } = settings;
  const locale = localeOf(of, session);
  const words: Words = readWords(path.join(THEME, "locales"), locale, "");
  const customer = session.customerId === null ? null : of.shop.customers.find(session.customerId);
  const title = page.title.startsWith("t:") ? (words(page.title.slice(2)) ?? page.title) : page.title;
  const { pathname } = new URL(page.here, of.origin);
  const objects: Record<string, unknown> = {
    ...everyPage({
      shop: settings,
      origin: of.origin,
      path: pathname,
      template: page.template,
      title,
      locale,
    }),
    cart: cartView(session, till, currency),
    customer: customerObject(customer),
    ...page.objects,
  };
  const tongue = { locale, currency };
  const hasBlocks = !page.isPlain && of.isInstalled();
  const blocks = hasBlocks
    ? renderBlocks(of.extensions, of.knobs.get(), page.template, objects, tongue)
    : NO_BLOCKS;
  const render = createRenderer({
    snippets: path.join(THEME, "snippets"),
    assets: "/cdn/theme/",
    words,
    ...tongue,
  });
  const { consent } = session;
  const whole = {
    ...objects,
    sandbox: {
      aisles: aisles(),
      home: of.adminOrigin,
      here: page.here,
      consent: consent ?? "",
      asks_consent: of.knobs.get().needsConsent && consent === null,
      app_blocks: blocks.section,
      ...page.own,
    },
  };
  const file = (name: string) => readFileSync(path.join(THEME, name), "utf8");
  const template = `templates/${page.template}.liquid`;
  const content =
    page.appLiquid === undefined
      ? render(`theme/${template}`, file(template), whole)
      : render("the app's answer", page.appLiquid, objects);
  const layout = "layout/theme.liquid";
  const html = render(`theme/${layout}`, file(layout), {
    ...whole,
    content_for_layout: content,
    content_for_header: header(of, session, blocks),
  });
  const banner = '<script src="/cdn/shop/banner.js" type="module"></script>';
  return html.replace("</body>", () => `${blocks.body}${banner}</body>`);
}

/** Liquid of the app by itself, for an answer that wants no layout. */
export function renderBare(of: Storefront, session: Session, liquid: string, here: string): string {
  const locale = localeOf(of, session);
  const { settings } = of.shop;
  const { pathname } = new URL(here, of.origin);
  const render = createRenderer({
    snippets: path.join(THEME, "snippets"),
    assets: "/cdn/theme/",
    words: () => null,
    locale,
    currency: settings.currency,
  });
  const customer = session.customerId === null ? null : of.shop.customers.find(session.customerId);
  return render("the app's answer", liquid, {
    ...everyPage({ shop: settings, origin: of.origin, path: pathname, template: "app", title: "", locale }),
    cart: cartView(session, tillOf(of, session), settings.currency),
    customer: customerObject(customer),
  });
}

function header(of: Storefront, session: Session, blocks: typeof NO_BLOCKS): string {
  const { settings } = of.shop;
  const config = {
    shop: settings.domain,
    locale: localeOf(of, session),
    currency: settings.currency,
    country: of.knobs.get().needsConsent ? "DE" : "US",
    needsConsent: of.knobs.get().needsConsent,
    consent: session.consent,
    consentApi: "/cdn/shop/consent.js",
  };
  return [
    `<script type="application/json" id="storefront-config">${jsonForHtml(config)}</script>`,
    '<script src="/cdn/shop/shopify.js"></script>',
    ...blocks.styles.map(
      (url) => `<link href="${escapeHtml(url)}" rel="stylesheet" type="text/css" media="all">`,
    ),
    ...blocks.scripts.map((url) => `<script src="${escapeHtml(url)}" defer></script>`),
    blocks.head,
  ].join("\n");
}
