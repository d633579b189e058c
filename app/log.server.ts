import pino, { type Logger } from "pino";
import { env } from "#app/env.server.ts";

let logger: Logger | undefined;

/** Shopify's tokens, session tokens, e-mail addresses, and what stands behind the ? of an address. */
const NOT_FOR_LOGS =
  /\bshp[a-z]{2}_\w+|\beyJ[\w-]+\.[\w-]+(\.[\w-]+)?|[^\s"'`<>()=?&@]+@[^\s"'`<>()@]+\.[a-z]{2,}|\?[\w.[\]%-]+=[^\s"'`<>]*/gi;

/**
 * The process's log: one JSON object a line on stderr. What goes in names shops, topics, ids of ours and reasons;
 * never a token, a body, an e-mail or a name. Words of others (a database's, a library's) may hold such things
 * nevertheless: what has the form of one is cut out of every text.
 */
export const log = (): Logger =>
  (logger ??= pino(
    { level: env().LOG_LEVEL, base: null, formatters: { log: scrubbed } },
    pino.destination(2),
  ));

/** A text without what has the form of a secret or of a person's address: "ada@example.com is taken" -> "[cut] is taken". */
export const scrub = (text: string): string => text.replace(NOT_FOR_LOGS, "[cut]");

function scrubbed(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => [name, typeof value === "string" ? scrub(value) : value]),
  );
}
