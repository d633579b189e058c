import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { guard, onlyFrom } from "#test/sandbox/faces/face.ts";
import { Refused, readBody, send } from "#test/sandbox/network/body.ts";
import { answerProxied, redirect, sendPage, sendUnrenderable } from "#test/sandbox/storefront/answers.ts";
import { answerCart, sendCart } from "#test/sandbox/storefront/cart-answers.ts";
import { type Asked, readAsked } from "#test/sandbox/storefront/cart-api.ts";
import { fileAt } from "#test/sandbox/storefront/files.ts";
import { FORMS } from "#test/sandbox/storefront/forms.ts";
import { afterDiscount, innerPath } from "#test/sandbox/storefront/inner-path.ts";
import { renderPage } from "#test/sandbox/storefront/page.ts";
import { missingPage, pageAt } from "#test/sandbox/storefront/pages.ts";
import { createSessions, type Session } from "#test/sandbox/storefront/session.ts";
import type { Storefront } from "#test/sandbox/storefront/storefront.ts";
import { Unrenderable } from "#test/sandbox/storefront/unrenderable.ts";
import { decideConsent, type Landing, noteVisit } from "#test/sandbox/storefront/visits.ts";

const MOST_BYTES = 100_000;
/** The shop as a shopper sees it, at an address of its own. */
export function storefrontFace(of: Storefront): RequestListener {
  const sessions = createSessions(new URL(of.origin).port);

  return guard(of.origin, async (request, response) => {
    const url = new URL(request.url ?? "/", of.origin);
    const file = request.method === "GET" ? fileAt(url.pathname, of.extensions) : null;
    if (file) {
      const headers = { "cache-control": "no-cache", "x-content-type-options": "nosniff" };
      return send(response, 200, file.type, file.body, headers);
    }
    const session = sessions.of(request, response);
    try {
      await answer(of, session, request, response, url);
    } catch (error) {
      if (!(error instanceof Unrenderable)) throw error;
      sendUnrenderable(response, error.message);
    }
  });
}

async function answer(
  of: Storefront,
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const { pathname } = url;
  // Merged into another, or never seen again: nobody is signed in as them any more.
  if (session.customerId !== null && !of.shop.customers.find(session.customerId)) session.customerId = null;
  const prefix = of.proxy?.prefix;
  const isProxied = prefix !== undefined && (pathname === prefix || pathname.startsWith(`${prefix}/`));
  if (isProxied && of.isInstalled()) return answerProxied(of, session, request, response);
  if (request.method === "POST") return answerForm(of, session, request, response, pathname);
  if (request.method !== "GET" && request.method !== "HEAD")
    throw new Refused(405, "Only GET and POST are known here.");
  if (pathname === "/cart.js") return sendCart(of, session, response);
  const [, code] = /^\/discount\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (code !== undefined) {
    const typed = decoded(code).trim();
    if (typed !== "" && typed.length <= 255 && !/[,\p{Cc}]/u.test(typed)) session.linkCode = typed;
    return redirect(response, 302, afterDiscount(url.searchParams));
  }
  if (pathname === "/checkout" && session.cart.units.size === 0) return redirect(response, 302, "/cart");
  const page = pageAt(of, session, url, session.said);
  if (!page) return sendPage(response, 404, missingPage(of, session, url));
  session.said = "";
  noteVisit(session, of.knobs.get(), landingOf(of, request, url), of.origin);
  sendPage(response, 200, renderPage(of, session, page));
}

async function answerForm(
  of: Storefront,
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  onlyFrom(request, of.origin);
  const asked = readAsked(await readBody(request, MOST_BYTES), request.headers["content-type"] ?? "");
  if (pathname === "/__storefront/consent") return answerConsent(of, session, response, asked);
  if (answerCart(of, session, response, pathname, asked)) return;
  const act = Object.hasOwn(FORMS, pathname) ? FORMS[pathname] : undefined;
  if (!act) throw new Refused(404, "There is no such form.");
  try {
    const { to, said = "" } = await act(of, session, asked);
    session.said = said;
    redirect(response, 303, to);
  } catch (error) {
    if (error instanceof Unrenderable) throw error;
    const refusal = error instanceof Error ? error.message : String(error);
    const status = error instanceof Refused ? error.status : 422;
    const where = pathname === "/checkout" && session.cart.units.size > 0 ? "/checkout" : "/cart";
    const page = pageAt(of, session, new URL(where, of.origin), refusal);
    if (page) sendPage(response, status, renderPage(of, session, page));
  }
}

function answerConsent(of: Storefront, session: Session, response: ServerResponse, asked: Asked): void {
  const { consent, page, referrer, by } = asked;
  if (consent !== "granted" && consent !== "declined")
    throw new Refused(422, "Consent is granted or declined.");
  const landing: Landing = {
    page: innerPath(String(page ?? "/")),
    referrer: typeof referrer === "string" ? referrer : null,
    at: of.now(),
    realNow: Date.now(),
  };
  decideConsent(session, of.knobs.get(), consent, landing, of.origin);
  if (by === "api") return void response.writeHead(204).end();
  redirect(response, 303, landing.page);
}

function landingOf(of: Storefront, request: IncomingMessage, url: URL): Landing {
  const referrer = request.headers.referer ?? null;
  return { page: url.pathname + url.search, referrer, at: of.now(), realNow: Date.now() };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
