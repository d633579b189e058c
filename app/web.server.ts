/**
 * The web process: serves the built app. Our own few lines in place of `remix-serve`, because that one logs whole
 * addresses, and Shopify puts session tokens into them; and because SIGTERM should let requests in hand finish.
 */
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";

const BUILD = new URL("../build/server/index.js", import.meta.url);
const CLIENT = new URL("../build/client", import.meta.url).pathname;
/** Requests in hand may take this long after SIGTERM. */
const DRAIN_MS = 10_000;

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
app.all("*", createRequestHandler({ build, mode: env().NODE_ENV }));

const { HOST, PORT } = env();
const server = app.listen(PORT, HOST, () => log().info({ host: HOST, port: PORT }, "web ready"));
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
  });
}
