import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { certificateIn } from "#test/sandbox/network/certificate.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";

/** Where the browser finds the real names, and how to close it. */
export type Front = { readonly port: number; readonly close: () => void };

/**
 * TLS under the real names, for one browser that maps them here: the app at its own https address without a word
 * rewritten (so its own Content-Security-Policy is what the browser enforces), Shopify's admin and CDN from the sandbox.
 */
export async function openFront(standIn: StandIn): Promise<Front> {
  const { key, cert } = await certificateIn(".cache");
  const appOrigin = standIn.environment.SHOPIFY_APP_URL ?? "";
  const { admin, app } = standIn.origins;
  const front = createTlsServer({ key, cert }, (incoming, response) => {
    const host = incoming.headers.host ?? "";
    if (host === "admin.shopify.com")
      return pass(incoming, response, new URL(admin), [[app, appOrigin]], { origin: admin });
    if (host !== "cdn.shopify.com")
      return pass(incoming, response, new URL(`http://127.0.0.1:${standIn.upstreamPort}`), [], { host });
    if (!incoming.url?.endsWith("/app-bridge.js"))
      return void response.setHeader("content-type", "text/css").end();
    incoming.url = "/__sandbox/app-bridge.js";
    pass(incoming, response, new URL(app), [[admin, "https://admin.shopify.com"]], {});
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  return { port: (front.address() as AddressInfo).port, close: () => void front.close() };
}

type Swap = readonly [from: string, to: string];

function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  to: URL,
  swaps: readonly Swap[],
  headers: Record<string, string>,
) {
  const { port, host } = to;
  const own = { ...incoming.headers, host, "accept-encoding": "identity", ...headers };
  const upstream = request(
    { host: "127.0.0.1", port, path: incoming.url, method: incoming.method, headers: own },
    (answer) => {
      const change = (text: string) => swaps.reduce((all, [from, into]) => all.replaceAll(from, into), text);
      const out = Object.fromEntries(
        Object.entries(answer.headers).map(([name, value]) => [
          name,
          typeof value === "string" ? change(value) : value,
        ]),
      );
      if (swaps.length > 0) delete out["content-length"];
      response.writeHead(answer.statusCode ?? 502, out);
      if (swaps.length === 0) return void answer.pipe(response);
      const chunks: Buffer[] = [];
      answer
        .on("data", (chunk) => chunks.push(chunk))
        .on("end", () => response.end(change(Buffer.concat(chunks).toString())));
    },
  );
  upstream.on("error", () => response.destroy());
  incoming.pipe(upstream);
}

/** A page of somebody else's that puts the app into a frame, as an attacker would. */
export async function openStranger(framed: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) =>
    response.setHeader("content-type", "text/html").end(`<iframe id="app" src="${framed}"></iframe>`),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => void server.close(),
  };
}
