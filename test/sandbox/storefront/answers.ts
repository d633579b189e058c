import type { IncomingMessage, ServerResponse } from "node:http";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { send } from "#test/sandbox/network/body.ts";
import { forward } from "#test/sandbox/storefront/app-proxy.ts";
import { hasNoLayout } from "#test/sandbox/storefront/liquid.ts";
import { renderBare, renderPage } from "#test/sandbox/storefront/page.ts";
import type { Session } from "#test/sandbox/storefront/session.ts";
import type { Storefront } from "#test/sandbox/storefront/storefront.ts";

const HTML = "text/html; charset=utf-8";
/** Nothing from elsewhere; scripts and styles of its own pages as a theme and apps may write them. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "strict-origin-when-cross-origin",
};

/** Sends a page of the storefront. */
export function sendPage(response: ServerResponse, status: number, html: string): void {
  send(response, status, HTML, html, HEADERS);
}

/** The page for Liquid that is not simulated: no theme, only what is wrong and where. */
export function sendUnrenderable(response: ServerResponse, why: string): void {
  const body = `<main><h1>This page cannot be shown</h1><p>Its Liquid asks for something that the sandbox does not play:</p>
<p><code>${escapeHtml(why)}</code></p></main>`;
  sendPage(response, 500, bare("This page cannot be shown", body));
}

/** Passes a request on to the app, and shows what comes of it. */
export async function answerProxied(
  of: Storefront,
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!of.proxy) return;
  const here = request.url ?? "/";
  const result = await forward(of.proxy, request, response, session.customerId ?? "");
  if (result.kind === "passed" || response.headersSent) return;
  if (result.kind === "failed") {
    const body = `<main><h1>There was a problem loading this website</h1><p>Try again in a moment.</p>
<p class="why">Application proxy: ${escapeHtml(result.why)}.</p></main>`;
    return sendPage(response, result.status, bare("Something went wrong", body));
  }
  const { liquid, status } = result;
  if (hasNoLayout(liquid)) return sendPage(response, status, renderBare(of, session, liquid, here));
  sendPage(
    response,
    status,
    renderPage(of, session, { template: "app", title: "App", here, appLiquid: liquid }),
  );
}

/** Where the last link or form of a page leads. */
export function redirect(response: ServerResponse, status: 302 | 303, location: string): void {
  response.writeHead(status, { location, "cache-control": "no-store" }).end();
}

function bare(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/cdn/theme/theme.css"></head>' +
    `<body><div class="page">${body}</div></body></html>`
  );
}
