import { ask } from "#test/sandbox/stand-in-fixture.ts";

type Answer = Awaited<ReturnType<typeof ask>>;

/** A browser without a window: it keeps the storefront's cookie, and posts as a page of its own would. */
export type Shopper = {
  /** The cookie, "" before the first answer. */
  readonly cookie: () => string;
  open(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form. */
  send(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  /** Sends JSON, and reads JSON. */
  json(path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
};

/** Somebody who was never at the storefront of this origin. */
export function shopperAt(origin: string): Shopper {
  let cookie = "";
  async function go(path: string, method: string, headers: Record<string, string>, body?: string) {
    const answer = await ask(origin + path, {
      method,
      body,
      // A kept connection would outlive a stand-in that starts again.
      headers: { connection: "close", ...(cookie && { cookie }), ...headers },
    });
    const [set] = answer.headers["set-cookie"] ?? [];
    if (set) cookie = set.split(";")[0] ?? "";
    return answer;
  }
  const post = (path: string, type: string, body: string, headers: Record<string, string> = {}) =>
    go(path, "POST", { origin, "content-type": type, ...headers }, body);
  return {
    cookie: () => cookie,
    open: (path, headers = {}) => go(path, "GET", headers),
    send: (path, fields, headers) =>
      post(path, "application/x-www-form-urlencoded", String(new URLSearchParams(fields)), headers),
    async json(path, body) {
      const answer =
        body === undefined
          ? await go(path, "GET", {})
          : await post(path, "application/json", JSON.stringify(body));
      return { status: answer.status, body: JSON.parse(answer.body) };
    },
  };
}
