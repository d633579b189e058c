import { makeIdToken } from "#test/sandbox/admin-api/id-token.ts";

/** The shop that asks, and the app as Shopify knows it. */
export const A = "demo.myshopify.com";
export const APP = { key: "e2e_key", secret: "e2e_secret" };

/** A question to the app. */
export type Asked = {
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly form?: Record<string, string>;
  /** The route whose data are fetched; none asks for the document, as Shopify's admin opens it. */
  readonly data?: string;
  /** Without a merchant behind it. */
  readonly isStranger?: boolean;
};
/** What it said: the status, and headers and body as one text. */
export type Answer = { readonly status: number; readonly text: string };

/** Real Chrome's: Shopify's library answers 410 to what looks like a bot. */
const CHROME =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const HOST = Buffer.from("admin.shopify.com/store/demo").toString("base64url");
/** What two answers to one question may differ in. */
const PASSING = ["date", "connection", "keep-alive", "etag", "content-length", "transfer-encoding"];

/** Asks the app in shop A's name, as its merchant's browser does. `tokens` gets the session token that was shown. */
export async function ask(port: number, asked: Asked, tokens: string[]): Promise<Answer> {
  const url = new URL(asked.path, `http://127.0.0.1:${port}`);
  const token = makeIdToken(APP, A);
  const headers = new Headers({ "User-Agent": CHROME, "X-Forwarded-Proto": "https" });
  if (asked.data) url.searchParams.set("_data", asked.data);
  if (!asked.isStranger) {
    tokens.push(token);
    if (asked.data || asked.method === "POST") headers.set("Authorization", `Bearer ${token}`);
    else
      for (const [name, value] of Object.entries({ shop: A, host: HOST, embedded: "1", id_token: token }))
        url.searchParams.append(name, value);
  }
  const answer = await fetch(url, {
    method: asked.method ?? "GET",
    headers,
    body: asked.form && new URLSearchParams(asked.form),
    redirect: "manual",
  });
  const told = [...answer.headers].filter(([name]) => !PASSING.includes(name)).map((pair) => pair.join(": "));
  const text = `${told.sort().join("\n")}\n\n${await answer.text()}`;
  return { status: answer.status, text: text.replaceAll(token, "TOKEN") };
}
