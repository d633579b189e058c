import { readFileSync } from "node:fs";
import {
  request as httpRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from "node:http";
import { guard } from "#test/sandbox/faces/face.ts";
import { type Rewrite, rewriteStream, rewriteText } from "#test/sandbox/faces/rewrite.ts";
import { send } from "#test/sandbox/network/body.ts";

/** What the app's face has to know to make an app that believes in Shopify's addresses work at its own. */
export type AppFace = {
  /** `http://localhost:4402`, `http://localhost:4400`, and the address the app believes it has. */
  readonly origin: string;
  readonly adminOrigin: string;
  /** `http://localhost:4401`, and the host names under which the app knows the storefront. */
  readonly storefrontOrigin: string;
  readonly hosts: readonly string[];
  readonly appUrl: string;
  readonly upstreamPort: number;
  readonly domain: string;
  readonly granted: readonly string[];
};

const BRIDGE = ["core", "navigation", "save-bar", "modal", "mirror", "picker", "global"].map(
  (part) => new URL(`./browser/bridge/${part}.js`, import.meta.url),
);
const SCRIPTS: readonly Rewrite[] = [
  ["https://cdn.shopify.com/shopifycloud/app-bridge.js", "/__sandbox/app-bridge.js"],
  ["https://cdn.shopify.com/static/fonts/", "/__sandbox/fonts/"],
];
const DOCUMENTS: readonly Rewrite[] = [...SCRIPTS, ['href="https://cdn.shopify.com/"', 'href="/"']];
/** Addresses people copy out of the app and open: they must lead to this face. */
const PUBLIC = ["/go/", "/join/"];
const WITH_ADDRESSES = ["location", "x-remix-redirect", "x-shopify-api-request-failure-reauthorize-url"];
const NOT_YET =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1">' +
  "<title>Starting</title><p>The app does not answer yet. This page tries again every second.</p></html>";

/** The reverse proxy in front of the app: an ordinary browser on plain http, the app's own headers kept. */
export function appFace(face: AppFace): RequestListener {
  const app = new URL(face.appUrl);
  const addresses = addressRewrites(face);
  const shown: readonly Rewrite[] = [
    ...PUBLIC.map((path): Rewrite => [app.origin + path, face.origin + path]),
    ...face.hosts.map((host): Rewrite => [`href="https://${host}"`, `href="${face.storefrontOrigin}"`]),
  ];

  function rewriteHeaders(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
    const out = { ...headers } as Record<string, string | string[]>;
    const change = (name: string, rewrites: readonly Rewrite[]) => {
      const value = out[name];
      if (typeof value === "string") out[name] = rewriteText(value, rewrites);
    };
    for (const name of WITH_ADDRESSES) change(name, addresses);
    change("link", SCRIPTS);
    change("content-security-policy", [
      ["https://admin.shopify.com", `https://admin.shopify.com ${face.adminOrigin}`],
    ]);
    return out;
  }

  function bodyRewrites(status: number, type: string): readonly Rewrite[] | null {
    if (/^text\/html/.test(type)) return [...DOCUMENTS, ...shown];
    if (/^application\/json/.test(type)) return shown;
    if (/javascript/.test(type)) return SCRIPTS;
    return status === 202 && /x-script/.test(type) ? addresses : null;
  }

  return guard(face.origin, (request, response) => {
    if (request.url?.startsWith("/__sandbox/")) return own(face, request, response);
    const headers: Record<string, string | string[] | undefined> = {
      ...request.headers,
      host: app.host,
      "x-forwarded-proto": app.protocol.slice(0, -1),
      "accept-encoding": "identity",
    };
    delete headers["x-forwarded-host"];
    headers.cookie = ownCookies(request.headers.cookie);
    if (headers.cookie === undefined) delete headers.cookie;
    if (headers.origin === face.origin) headers.origin = app.origin;
    const target = {
      host: "127.0.0.1",
      port: face.upstreamPort,
      path: request.url,
      method: request.method,
      headers,
    };
    const upstream = httpRequest(target, (answer) => {
      const status = answer.statusCode ?? 502;
      const out = rewriteHeaders(answer.headers);
      const rewrites = bodyRewrites(status, String(out["content-type"] ?? ""));
      if (rewrites) delete out["content-length"];
      response.writeHead(status, answer.statusMessage, out);
      answer.on("error", () => response.destroy());
      if (rewrites) answer.pipe(rewriteStream(rewrites)).pipe(response);
      else answer.pipe(response);
    });
    upstream.on("error", (error) => {
      if (response.headersSent) return response.destroy();
      const isDocument = request.headers.accept?.includes("text/html");
      send(
        response,
        502,
        isDocument ? "text/html; charset=utf-8" : "text/plain",
        isDocument ? NOT_YET : String(error),
      );
    });
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
}

/** Shopify's and the app's addresses as they live here, plain and percent-encoded. */
export function addressRewrites(face: AppFace): readonly Rewrite[] {
  const store = face.domain.split(".")[0];
  const plain: Rewrite[] = [
    [new URL(face.appUrl).origin, face.origin],
    ["https://admin.shopify.com", face.adminOrigin],
    [`https://${face.domain}/admin`, `${face.adminOrigin}/store/${store}`],
    ...face.hosts.map((host): Rewrite => [`https://${host}`, face.storefrontOrigin]),
  ];
  return plain.flatMap(([from, to]): Rewrite[] => [
    [from, to],
    [encodeURIComponent(from), encodeURIComponent(to)],
  ]);
}

/** Cookies know no ports: the storefront's are none of the app's business. */
function ownCookies(cookies: string | undefined): string | undefined {
  const own = cookies?.split(/;\s*/).filter((one) => !/^storefront_\d+=/.test(one)) ?? [];
  return own.length === 0 ? undefined : own.join("; ");
}

function own(face: AppFace, request: IncomingMessage, response: ServerResponse) {
  if (!request.url?.startsWith("/__sandbox/app-bridge.js")) return send(response, 200, "text/css", "");
  const config = {
    admin: face.adminOrigin,
    app: new URL(face.appUrl).origin,
    shop: face.domain,
    storefront: face.storefrontOrigin,
    hosts: face.hosts,
    granted: face.granted,
  };
  const parts = BRIDGE.map((part) => readFileSync(part, "utf8")).join("\n");
  const script = parts.replace('"__CONFIG__"', JSON.stringify(config).replaceAll("<", "\\u003c"));
  send(response, 200, "text/javascript; charset=utf-8", script, { "cache-control": "no-store" });
}
