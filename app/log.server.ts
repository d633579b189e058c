import pino, { type Logger } from "pino";
import { env } from "#app/env.server.ts";

let logger: Logger | undefined;

/**
 * The process's log: one JSON object a line on stderr. What goes in names shops, topics, ids of ours and reasons;
 * never a token, a body, an e-mail or a name.
 */
export const log = (): Logger =>
  (logger ??= pino({ level: env().LOG_LEVEL, base: null }, pino.destination(2)));
