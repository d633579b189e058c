import { readFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { connect } from "node:tls";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { openStandIn, textOf } from "#test/sandbox/stand-in-fixture.ts";

let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(4600);
});

afterAll(() => standIn.stop());

/** Opens a tunnel through the CONNECT proxy, as the app's Node does. */
function tunnel(target: string) {
  return new Promise<{ status: number; socket: Socket }>((resolve, reject) => {
    const url = new URL(standIn.environment.HTTPS_PROXY ?? "");
    request({ host: url.hostname, port: url.port, method: "CONNECT", path: target })
      .on("connect", (response, socket) =>
        resolve({ status: response.statusCode ?? 0, socket: socket as Socket }),
      )
      .on("error", reject)
      .end();
  });
}

async function callShop(path: string, headers: Record<string, string>, body: string) {
  const { socket } = await tunnel("demo.myshopify.com:443");
  const ca = readFileSync(standIn.environment.NODE_EXTRA_CA_CERTS ?? "");
  const host = "demo.myshopify.com";
  return new Promise<{ status: number; body: Record<string, never> }>((resolve, reject) => {
    const options = {
      createConnection: () => connect({ socket, servername: host, ca }),
      host,
      path,
      method: "POST",
      headers: { ...headers, host },
    };
    httpsRequest(options)
      .on("response", async (response: IncomingMessage) => {
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(await textOf(response)) });
      })
      .on("error", reject)
      .end(body);
  });
}

test("the proxy refuses every host but a shop's, aloud", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  for (const host of [
    "example.com:443",
    "demo.myshopify.com:80",
    "demo.myshopify.com.evil.com:443",
    "admin.shopify.com:443",
  ]) {
    expect((await tunnel(host)).status, host).toBe(403);
    expect(said.mock.lastCall?.[0]).toContain(`refused CONNECT ${host}`);
  }
  said.mockRestore();
});

test("the app reaches its shop through the proxy with the sandbox's certificate: OAuth, then GraphQL", async () => {
  const grant = await callShop(
    "/admin/oauth/access_token",
    { "content-type": "application/json" },
    JSON.stringify({
      client_id: "key",
      client_secret: "secret",
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token: standIn.idToken(),
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
      expiring: "1",
    }),
  );
  expect(grant.status).toBe(200);
  const headers = {
    "content-type": "application/json",
    "x-shopify-access-token": String(grant.body.access_token),
  };
  const query = JSON.stringify({ query: "{ shop { name } }" });
  const shop = await callShop("/admin/api/2026-10/graphql.json", headers, query);
  expect(shop.body).toMatchObject({ data: { shop: { name: "Demo" } } });
});
