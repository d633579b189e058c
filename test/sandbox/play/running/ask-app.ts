import { request } from "node:http";
import type { StandIn } from "#test/sandbox/sandbox.ts";

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** The app turns bots away, and those who do not say what they are. */
const BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** Asks the app as the merchant's browser would inside Shopify's admin: with a session token; with a form it is a POST. */
export function askApp(standIn: StandIn, path: string, form?: Record<string, string>): Promise<Answer> {
  const body = form === undefined ? undefined : new URLSearchParams(form).toString();
  const appUrl = new URL(standIn.environment.SHOPIFY_APP_URL ?? "");
  return new Promise((resolve, reject) => {
    const asking = request({
      host: "127.0.0.1",
      port: standIn.upstreamPort,
      path,
      method: body === undefined ? "GET" : "POST",
      agent: false,
      timeout: 20_000,
      headers: {
        Host: appUrl.host,
        Origin: appUrl.origin,
        "X-Forwarded-Proto": "https",
        "User-Agent": BROWSER,
        Authorization: `Bearer ${standIn.idToken()}`,
        ...(body !== undefined && {
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": Buffer.byteLength(body),
        }),
      },
    });
    asking.on("timeout", () => asking.destroy(new Error(`The app did not answer ${path} within 20 s.`)));
    asking.on("error", reject);
    asking.on("response", async (response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      } catch (error) {
        reject(error);
      }
    });
    asking.end(body);
  });
}
