import type { Tokens } from "#test/sandbox/admin-api/tokens.ts";
import type { Books } from "#test/sandbox/order-life/books.ts";
import { shopIdOf } from "#test/sandbox/order-life/ids.ts";
import type { Journal, ShopEvent } from "#test/sandbox/order-life/journal.ts";
import { exact } from "#test/sandbox/order-life/json.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";
import type { Action } from "#test/sandbox/webhooks/webhook.ts";

/** How the app comes to the shop and goes, and what the law asks of it. `at` is the played now unless given. */
export type ShopLife = {
  isInstalled(): boolean;
  /** When the app was last uninstalled; null: never. */
  uninstalledAt(): Date | null;
  /** Whether shop/redact was told after the last uninstall. */
  isErased(): boolean;
  /** Every token is dead at once; app/uninstalled is told. */
  uninstall(at?: Date): Promise<void>;
  /** Session tokens can be exchanged again; Shopify tells nothing. */
  reinstall(at?: Date): Promise<void>;
  /** Tells shop/redact, triggered 48 h after the last uninstall, whether or not the app has come back. */
  redactShop(): Promise<void>;
  /** Tells customers/data_request. */
  requestData(customerId: string, at?: Date): Promise<void>;
  /** Tells customers/redact, and forgets them in the shop, too. */
  redactCustomer(customerId: string, at?: Date): Promise<void>;
  /** Makes every access token bad, as an hour would. */
  endTokens(): void;
};

type Of = {
  readonly books: Books;
  readonly tokens: Tokens;
  readonly journal: Journal;
  readonly tell: (action: Action) => Promise<void>;
  readonly now: () => Date;
};

const TWO_DAYS = 48 * 3_600_000;
/** All that Shopify tells an app the shop does not have. */
const TOLD_TO_STRANGERS = ["app/uninstalled", "customers/data_request", "customers/redact", "shop/redact"];

/** What of an action is told: an app that was uninstalled hears no more of orders. */
export function heardBy(tokens: Pick<Tokens, "isInstalled">, { at, topics }: Action): Action {
  const isHeard = (topic: string) => tokens.isInstalled() || TOLD_TO_STRANGERS.includes(topic);
  return { at, topics: topics.filter(({ topic }) => isHeard(topic)) };
}

/** The shop's life, gone on with from what the journal says happened before this start. */
export function createShopLife(
  { books, tokens, journal, tell, now }: Of,
  past: readonly ShopEvent[],
): ShopLife {
  let uninstalledAt: Date | null = null;
  let isErased = false;

  function happen({ what, at }: ShopEvent): void {
    if (what === "uninstalled") {
      uninstalledAt = at;
      isErased = false;
    }
    if (what === "erased") isErased = true;
  }

  function note(event: ShopEvent): void {
    happen(event);
    journal.write({ life: event });
  }

  for (const event of past) happen(event);
  const told = (topic: string, payload: Record<string, unknown>, at: Date) =>
    tell({ at: at.getTime(), topics: [{ topic, payload }] });

  return {
    isInstalled: tokens.isInstalled,
    uninstalledAt: () => uninstalledAt,
    isErased: () => isErased,
    async uninstall(at = now()) {
      if (!tokens.isInstalled()) throw new Error("The app is not installed; install it first.");
      tokens.uninstall();
      note({ what: "uninstalled", at });
      await told("app/uninstalled", shopPayload(books.settings), at);
    },
    async reinstall(at = now()) {
      if (tokens.isInstalled()) throw new Error("The app is installed already.");
      tokens.reinstall();
      note({ what: "reinstalled", at });
    },
    async redactShop() {
      if (uninstalledAt === null) throw new Error("The app was never uninstalled: uninstall it first.");
      const { domain } = books.settings;
      const at = new Date(uninstalledAt.getTime() + TWO_DAYS);
      note({ what: "erased", at });
      await told("shop/redact", { shop_id: exact(shopIdOf(domain)), shop_domain: domain }, at);
    },
    async requestData(customerId, at = now()) {
      const { action } = books.requestData({ customerId, at });
      journal.write({ dataRequest: { customerId, at } });
      await tell(action);
    },
    async redactCustomer(customerId, at = now()) {
      const { action } = books.redact({ customerId, at });
      journal.write({ redaction: { customerId, at } });
      await tell(action);
    },
    endTokens() {
      tokens.expireAccess();
      note({ what: "tokens-ended", at: now() });
    },
  };
}

/** The shop as REST shows it: the body of app/uninstalled. */
function shopPayload({ domain, name, email, currency, timeZone, taxesIncluded }: ShopSettings) {
  return {
    id: exact(shopIdOf(domain)),
    name,
    email: email ?? null,
    domain,
    myshopify_domain: domain,
    currency,
    iana_timezone: timeZone,
    taxes_included: taxesIncluded ?? false,
    plan_name: "basic",
  };
}
