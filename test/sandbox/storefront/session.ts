import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { PlacedVisit } from "#test/sandbox/contract.ts";
import type { Locale, StorefrontSettings } from "#test/sandbox/storefront/settings.ts";

/** A shopper's basket: units by variant, and what pages and apps wrote beside them. */
export type Cart = {
  readonly token: string;
  readonly units: Map<string, number>;
  readonly attributes: Map<string, string>;
  note: string;
};

/** A browser that came to the storefront. */
export type Session = {
  readonly id: string;
  cart: Cart;
  /** The code of the last `/discount/` link, and those typed in the checkout. */
  linkCode: string | null;
  codes: readonly string[];
  /** What was typed in the checkout. */
  email: string;
  customerId: string | null;
  locale: Locale | null;
  /** What the visitor said when asked; null: nothing yet. */
  consent: "granted" | "declined" | null;
  /** What Shopify recorded of how they came; only with consent. */
  visits: readonly PlacedVisit[];
  /** Milliseconds of the real clock: half an hour of silence ends a visit. */
  lastSeen: number;
  /** What the next page shall say, once. */
  said: string;
  /** Orders placed here, by id: their thank-you pages are shown to nobody else. */
  readonly orders: string[];
};

const MOST = 10_000;

/** A cart with nothing in it. */
export const emptyCart = (): Cart => ({
  token: randomBytes(16).toString("hex"),
  units: new Map(),
  attributes: new Map(),
  note: "",
});

/** Whether anything of a visitor may be kept. */
export function isAllowed(
  { consent }: Pick<Session, "consent">,
  { needsConsent }: StorefrontSettings,
): boolean {
  return needsConsent ? consent === "granted" : consent !== "declined";
}

/** The codes a session brings to the checkout, the link's first. */
export const codesOf = ({ linkCode, codes }: Session): readonly string[] =>
  linkCode === null ? codes : [linkCode, ...codes];

/** The sessions of a storefront, in memory, by a cookie that names its port: cookies do not. */
export function createSessions(port: string) {
  const sessions = new Map<string, Session>();
  const name = `storefront_${port}`;

  return {
    /** The session of a request; a new one's cookie goes with the answer. */
    of(request: IncomingMessage, response: ServerResponse): Session {
      const [, id = ""] =
        new RegExp(`(?:^|;\\s*)${name}=([0-9a-f]{32})(?:;|$)`).exec(request.headers.cookie ?? "") ?? [];
      const known = sessions.get(id);
      if (known) return known;
      const session = makeSession();
      sessions.set(session.id, session);
      const [oldest] = sessions.keys();
      if (sessions.size > MOST && oldest !== undefined) sessions.delete(oldest);
      response.setHeader("set-cookie", `${name}=${session.id}; Path=/; HttpOnly; SameSite=Lax`);
      return session;
    },
  };
}

/** A browser that was never here. */
export function makeSession(over: Partial<Session> = {}): Session {
  return {
    id: randomBytes(16).toString("hex"),
    cart: emptyCart(),
    linkCode: null,
    codes: [],
    email: "",
    customerId: null,
    locale: null,
    consent: null,
    visits: [],
    lastSeen: 0,
    said: "",
    orders: [],
    ...over,
  };
}
