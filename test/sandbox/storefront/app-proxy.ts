import {
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { Refused } from "#test/sandbox/network/body.ts";
import { forwardedQuery } from "#test/sandbox/storefront/proxy-query.ts";

/** What Shopify has to know to pass requests of the storefront on to the app. */
export type AppProxy = {
  /** `/apps/tributary` in the storefront, and `/proxy` in the app. */
  readonly prefix: string;
  readonly path: string;
  readonly secret: string;
  readonly shop: string;
  /** The app's own address, where it listens here, and the host name of the storefront. */
  readonly appUrl: string;
  readonly upstreamPort: number;
  readonly storefrontHost: string;
  /** How long the app may take, in milliseconds; 30 seconds unless told. */
  readonly patience?: number;
};

/** What of a proxied answer the storefront has to put into its theme, or to show in its place. */
export type Proxied =
  | { readonly kind: "passed" }
  | { readonly kind: "liquid"; readonly status: number; readonly liquid: string }
  | { readonly kind: "failed"; readonly status: 502 | 504; readonly why: string };

const PATIENCE = 30_000;
const LIQUID_MOST = 1_000_000;
/** Ends with the connection it came by. */
const HOP =
  "connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade".split(
    " ",
  );
/** What Shopify never hands to the app, and never takes from it: cookies, and what speaks for the shop's own address. */
const NOT_ASKED = [...HOP, "cookie", "host", "forwarded", "x-forwarded-host", "x-forwarded-proto"];
const NOT_ANSWERED = [
  ...HOP,
  ..."set-cookie set-cookie2 server via x-powered-by date strict-transport-security public-key-pins".split(
    " ",
  ),
  ..."alt-svc status x-request-id x-runtime x-cache x-served-by x-frame-options".split(" "),
];

/**
 * Passes a request on to the app, signed, and its answer back. An answer of the type `application/liquid` is handed to
 * the caller for the theme; so is an app that is away or slow.
 * @param customerId of who is signed in, "" for nobody
 */
export function forward(
  proxy: AppProxy,
  request: IncomingMessage,
  response: ServerResponse,
  customerId: string,
): Promise<Proxied> {
  const url = new URL(request.url ?? "/", "https://shop");
  if (request.method !== "GET" && request.method !== "POST")
    throw new Refused(405, "An app proxy takes GET and POST.");
  const query = forwardedQuery(url.search.slice(1), {
    secret: proxy.secret,
    shop: proxy.shop,
    prefix: proxy.prefix,
    customerId,
    seconds: Math.floor(Date.now() / 1000),
  });
  const target = {
    host: "127.0.0.1",
    port: proxy.upstreamPort,
    path: `${proxy.path}${url.pathname.slice(proxy.prefix.length)}?${query}`,
    method: request.method,
    headers: askedHeaders(proxy, request),
  };
  return new Promise((resolve) => {
    let hasFailed = false;
    const fail = (status: 502 | 504, why: string) => {
      // Giving up a request makes it fail a second time, when the page that says so may be on its way.
      if (hasFailed) return;
      hasFailed = true;
      if (response.headersSent) response.destroy();
      resolve({ kind: "failed", status, why });
    };
    const upstream = httpRequest(target, (answer) => {
      clearTimeout(timer);
      const status = answer.statusCode ?? 502;
      answer.on("error", () => fail(502, "the app broke off its answer"));
      if (status >= 300 && status < 400 && status !== 304) {
        upstream.destroy();
        console.error(`sandbox: not simulated: an app proxy that redirects (${status} at ${target.path})`);
        return fail(502, "not simulated: an app proxy that redirects");
      }
      if (/^application\/liquid\b/.test(answer.headers["content-type"] ?? "")) {
        return textOf(answer).then(
          (liquid) => resolve({ kind: "liquid", status, liquid }),
          () => fail(502, "the app broke off its answer"),
        );
      }
      response.writeHead(status, answeredHeaders(answer.headers));
      answer.pipe(response).on("finish", () => resolve({ kind: "passed" }));
    });
    const timer = setTimeout(() => {
      upstream.destroy();
      fail(504, "the app took too long");
    }, proxy.patience ?? PATIENCE);
    upstream.on("error", () => {
      clearTimeout(timer);
      fail(502, "the app does not answer");
    });
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
}

function askedHeaders(proxy: AppProxy, { headers, socket }: IncomingMessage): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !NOT_ASKED.includes(name));
  const client = socket.remoteAddress ?? "127.0.0.1";
  const claimed = headers["x-forwarded-for"];
  return {
    ...Object.fromEntries(kept),
    host: new URL(proxy.appUrl).host,
    "accept-encoding": "identity",
    // What the shopper claims to be stays in front; who really asked comes last.
    "x-forwarded-for": claimed ? `${claimed}, ${client}` : client,
    "x-forwarded-host": proxy.storefrontHost,
    "x-forwarded-proto": "https",
  };
}

function answeredHeaders(headers: IncomingHttpHeaders): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(([name]) => !NOT_ANSWERED.includes(name));
  return Object.fromEntries(kept.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += (chunk as Buffer).length;
    if (size > LIQUID_MOST) throw new Error("The app's Liquid is larger than 1 MB.");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
