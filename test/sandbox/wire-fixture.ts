import { readFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { connect } from "node:tls";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { textOf } from "#test/sandbox/stand-in-fixture.ts";

type Call = { path: string; method?: string; headers?: Record<string, string>; body?: string };
type Answer = { status: number; headers: IncomingHttpHeaders; text: string };

/** Opens a tunnel through the CONNECT proxy, as the app's Node does. */
export function tunnel(standIn: StandIn, target: string): Promise<{ status: number; socket: Socket }> {
  return new Promise((resolve, reject) => {
    const url = new URL(standIn.environment.HTTPS_PROXY ?? "");
    request({ host: url.hostname, port: url.port, method: "CONNECT", path: target })
      .on("connect", (response, socket) =>
        resolve({ status: response.statusCode ?? 0, socket: socket as Socket }),
      )
      .on("error", reject)
      .end();
  });
}

/** Calls a host as the app would: through the proxy, trusting the sandbox's certificate. Rejects when the line goes dead. */
export async function callHost(standIn: StandIn, host: string, call: Call): Promise<Answer> {
  const { socket } = await tunnel(standIn, `${host}:443`);
  const ca = readFileSync(standIn.environment.NODE_EXTRA_CA_CERTS ?? "");
  return new Promise((resolve, reject) => {
    const { path, method, headers, body } = call;
    const createConnection = () => connect({ socket, servername: host, ca });
    httpsRequest({ createConnection, host, path, method, headers: { ...headers, host } })
      .on("response", (response) => {
        const { statusCode = 0, headers } = response;
        textOf(response).then((text) => resolve({ status: statusCode, headers, text }), reject);
      })
      .on("error", reject)
      .end(body);
  });
}

/** The shop's OAuth door: exchanges a session token. */
export function exchange(standIn: StandIn): Promise<Answer> {
  const body = JSON.stringify({
    client_id: "key",
    client_secret: "secret",
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: standIn.idToken(),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  });
  const headers = { "content-type": "application/json" };
  return callHost(standIn, standIn.shop.settings.domain, {
    path: "/admin/oauth/access_token",
    method: "POST",
    headers,
    body,
  });
}

/** One operation of the Admin API. */
export function graphql(standIn: StandIn, token: string, query: string): Promise<Answer> {
  return callHost(standIn, standIn.shop.settings.domain, {
    path: "/admin/api/2026-10/graphql.json",
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query }),
  });
}
