import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Duplex } from "node:stream";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { answerFile, BULK_HOST } from "#test/sandbox/admin-api/bulk.ts";
import { answerGraphql } from "#test/sandbox/admin-api/endpoint.ts";
import { Refused, readBody, send, sendJson } from "#test/sandbox/network/body.ts";
import type { Certificate } from "#test/sandbox/network/certificate.ts";
import { answerFaulty, answerTokens } from "#test/sandbox/network/faulty-answer.ts";

const GRAPHQL = /^\/admin\/api\/([a-z0-9-]+)\/graphql\.json$/;

/** A greeting that takes longer comes from a process that was killed. */
const GREETING_MS = 5_000;
/** How a greeting ends whose other side is dead. */
const KILLED: readonly string[] = ["ECONNRESET", "ERR_TLS_HANDSHAKE_TIMEOUT"];

/** The TLS server behind the proxy: what `https://<shop>.myshopify.com` answers to the app. It listens on no port. */
export function shopifyServer(certificate: Certificate, api: AdminApi) {
  const { key, cert } = certificate;
  const server = createServer({ key, cert, handshakeTimeout: GREETING_MS }, (request, response) => {
    answer(api, request, response).catch((error: unknown) => {
      if (error instanceof Refused) return sendJson(response, { errors: error.message }, error.status);
      console.error("sandbox: the stand-in of Shopify broke:", error);
      if (response.headersSent) response.destroy();
      else sendJson(response, { errors: "Internal Server Error" }, 500);
    });
  });
  server.on("tlsClientError", (error: NodeJS.ErrnoException) => {
    // An app that was killed in the middle of its greeting is nothing to complain of.
    if (!KILLED.includes(error.code ?? ""))
      console.error(`sandbox: TLS with the app failed: ${error.message}`);
  });
  // The proxy gives its sockets away, and neither server knows them any more.
  const open = new Set<Duplex>();
  return {
    take(socket: Duplex): void {
      open.add(socket);
      socket.once("close", () => open.delete(socket));
      server.emit("connection", socket);
    },
    stop(): void {
      for (const socket of open) socket.destroy();
    },
  };
}

async function answer(api: AdminApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? "/", "https://shop").pathname;
  const host = request.headers.host?.replace(/:443$/, "");
  if (host === BULK_HOST) {
    const { status, body } = answerFile(api, path, request.headers.range ?? null);
    return send(response, status, status < 300 ? "application/jsonl" : "application/xml", body);
  }
  if (host !== api.shop.settings.domain) {
    console.error(`sandbox: the app called ${host}${path}; only ${api.shop.settings.domain} is simulated`);
    return sendJson(response, { errors: "Not Found" }, 404);
  }
  const graphql = GRAPHQL.exec(path);
  if (request.method === "POST" && path === "/admin/oauth/access_token") {
    return answerTokens(api, response, await readBody(request));
  }
  if (request.method === "POST" && graphql) {
    const token = request.headers["x-shopify-access-token"];
    const body = await readBody(request, 5_000_000);
    const question = { version: graphql[1] ?? "", token: typeof token === "string" ? token : "", body };
    return answerFaulty(api, response, body, () => answerGraphql(api, question));
  }
  console.error(`sandbox: not simulated: ${request.method} https://${host}${path}`);
  send(response, 404, "application/json", JSON.stringify({ errors: "Not Found" }));
}
