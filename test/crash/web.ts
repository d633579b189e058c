import { type ChildProcess, spawn } from "node:child_process";
import { afterAll } from "vitest";
import { freePort } from "#test/sandbox/network/ports.ts";
import { haveBuild } from "#test/support/build.ts";
import { makeWebhook } from "#test/support/webhooks.ts";

/** The web process as `npm start` starts it. */
export type Web = {
  readonly process: ChildProcess;
  /** `http://127.0.0.1:4780` */
  readonly address: string;
  /** Sends a webhook as Shopify does; the answer's status, or null when there was none within Shopify's five seconds. */
  readonly send: (webhookId: string, body: string, topic?: string) => Promise<number | null>;
};

const started: ChildProcess[] = [];
afterAll(() => {
  for (const web of started) web.kill("SIGKILL");
});

/** Builds the app if its sources are newer, and starts the web process; it ends with the test file. */
export async function startWeb(databaseUrl: string): Promise<Web> {
  await haveBuild();
  const port = await freePort(4780);
  const web = spawn(process.execPath, ["app/web.server.ts"], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      NODE_ENV: "production",
      HOST: "127.0.0.1",
      PORT: String(port),
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  started.push(web);
  const address = `http://127.0.0.1:${port}`;
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const answer = await fetch(`${address}/healthz`).catch(() => null);
    if (answer?.ok) break;
    if (Date.now() > end || web.exitCode !== null) throw new Error("The web process did not come up.");
  }
  return {
    process: web,
    address,
    send: async (webhookId, body, topic = "orders/create") => {
      const headers = { "X-Shopify-Webhook-Id": webhookId };
      const webhook = makeWebhook(topic, body, { headers });
      const signal = AbortSignal.timeout(5_000);
      const request = { method: "POST", headers: webhook.headers, body, signal };
      try {
        const answer = await fetch(`${address}/webhooks`, request);
        await answer.arrayBuffer();
        return answer.status;
      } catch {
        return null;
      }
    },
  };
}
