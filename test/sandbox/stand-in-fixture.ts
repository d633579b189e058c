import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import { portsFrom } from "#test/sandbox/network/ports.ts";
import { type StandIn, startStandIn } from "#test/sandbox/sandbox.ts";

/** The made-up app behind the stand-in: it answers as `answer` says, and remembers what it was sent. */
export type FakeApp = {
  answer: (response: ServerResponse) => void;
  readonly seen: IncomingMessage[];
  /** Listens where this stand-in expects the app; again after a restart. `hear` reads each request before its answer. */
  listen(standIn: StandIn, hear?: (request: IncomingMessage) => Promise<void>): Promise<void>;
  stop(): void;
};

/** Starts the stand-in with the app's own shopify.app.toml, on ports that a running sandbox does not use. */
export function openStandIn(firstPort: number, journalPath?: string, extensions?: string): Promise<StandIn> {
  return startStandIn({
    cacheDir: ".cache",
    journalPath,
    tomlPath: new URL("../../shopify.app.toml", import.meta.url).pathname,
    appKey: "key",
    appSecret: "secret",
    shop: { domain: "demo.myshopify.com", name: "Demo", currency: "EUR", timeZone: "UTC" },
    ports: portsFrom(firstPort),
    extensions,
  });
}

/** Makes the app; it listens nowhere yet. */
export function makeFakeApp(): FakeApp {
  let server: Server | null = null;
  const fake: FakeApp = {
    answer: (response) => response.end("ok"),
    seen: [],
    listen(standIn, hear) {
      fake.stop();
      const next = createServer(async (incoming, response) => {
        fake.seen.push(incoming);
        if (hear) await hear(incoming);
        else await textOf(incoming);
        fake.answer(response);
      });
      server = next;
      return new Promise((resolve) => next.listen(standIn.upstreamPort, "127.0.0.1", () => resolve()));
    },
    stop() {
      server?.close().closeAllConnections();
    },
  };
  return fake;
}

type Asked = { method?: string; headers?: Record<string, string>; body?: string };

/** Asks over plain http with whatever Host and Origin a test wants, which `fetch` would not allow. */
export function ask(url: string, { body, headers, method }: Asked = {}) {
  return new Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }>(
    (resolve, reject) => {
      const address = url.replace("localhost", "127.0.0.1");
      request(address, { method, headers: { host: new URL(url).host, ...headers } })
        .on("response", async (response) => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: await textOf(response),
          });
        })
        .on("error", reject)
        .end(body);
    },
  );
}

/** The whole text of a response. */
export async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
