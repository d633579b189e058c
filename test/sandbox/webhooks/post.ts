import { type Agent, request } from "node:http";
import type { Webhook } from "#test/sandbox/webhooks/webhook.ts";

/** Where the app listens on 127.0.0.1, and as which host it is called. */
export type Target = { readonly port: number; readonly host: string; readonly protocol: string };

/** Shopify gives an app five seconds. */
const PATIENCE = 5000;

/** Posts a webhook once; answers with the status, or 0 when there was no whole answer in time. Never rejects. */
export function post(webhook: Webhook, target: Target, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const body = Buffer.from(webhook.body);
    const sending = request(
      {
        agent,
        host: "127.0.0.1",
        port: target.port,
        path: webhook.path,
        method: "POST",
        headers: {
          ...webhook.headers,
          Host: target.host,
          "X-Forwarded-Proto": target.protocol,
          "Content-Length": body.length,
        },
        timeout: PATIENCE,
      },
      (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
        response.on("error", () => resolve(0));
      },
    );
    sending.on("timeout", () => sending.destroy());
    sending.on("error", () => resolve(0));
    sending.end(body);
  });
}
