/**
 * The web process: serves the built app. Our own few lines in place of `remix-serve`, because that one logs whole
 * addresses, and Shopify puts session tokens into them; and because SIGTERM should let requests in hand finish.
 */
import { setTimeout as pause } from "node:timers/promises";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { flushVisits } from "#app/attribution/visits.server.ts";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";

const BUILD = new URL("../build/server/index.js", import.meta.url);
const CLIENT = new URL("../build/client", import.meta.url).pathname;
/** Requests in hand may take this long after SIGTERM, and then the clicks of creators' links so long to be written. */
const DRAIN_MS = 10_000;
const FLUSH_MS = 5_000;

const build: ServerBuild = await import(BUILD.href).catch((error: Error) => {
  throw new Error(`There is no build to serve (${error.message}). Run \`npm run build\` first.`);
});

const app = express();
app.disable("x-powered-by");
app.use(compression());
app.use(
  "/assets",
  express.static(`${CLIENT}/assets`, { immutable: true, maxAge: "1y", fallthrough: false, index: false }),
);
app.use("/join", (request, response, next) => {
  if (!isForeign(request)) return next();
  response.status(403).type("text/plain").send("This form was sent from another site. Open the page itself.");
});
app.all(
  "*",
  createRequestHandler({
    build,
    mode: env().NODE_ENV,
    getLoadContext: (request) => ({ address: addressOf(request) }),
  }),
);

/** Whether a form comes from a page of another site: Remix would answer 500 to it. */
function isForeign({ method, headers }: express.Request): boolean {
  if (method === "GET" || method === "HEAD" || headers.origin === undefined) return false;
  const host = String(headers["x-forwarded-host"] ?? headers.host ?? "")
    .split(",")[0]
    ?.trim();
  return !URL.canParse(headers.origin) || new URL(headers.origin).host !== host;
}

/** Whom a request came from, as far as the nearest proxy says: what stands before its word, anybody may have written. */
function addressOf({ headers, socket }: express.Request): string {
  const forwarded = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  return forwarded || (socket.remoteAddress ?? "unknown");
}

const { HOST, PORT } = env();
const server = app.listen(PORT, HOST, () => log().info({ host: HOST, port: PORT }, "web ready"));
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    server.close(() => void leave());
    server.closeIdleConnections();
    setTimeout(() => void leave(), DRAIN_MS).unref();
  });
}

/** Nobody waits any more: what is left to do is to write the clicks that were collected. */
async function leave() {
  setTimeout(() => process.exit(0), FLUSH_MS).unref();
  while (!(await flushVisits())) await pause(250);
  process.exit(0);
}
