import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { Refused, send } from "#test/sandbox/network/body.ts";

/** One of the addresses a browser opens. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Headers of the sandbox's own pages: nothing from elsewhere, and nobody may frame them. */
export function ownPage(frames = "'none'"): Record<string, string> {
  return {
    "cache-control": "no-store",
    "content-security-policy":
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; " +
      `base-uri 'none'; frame-ancestors 'none'; frame-src ${frames}`,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  };
}

/**
 * Guards a face: a request for another host name is answered 421, so that no foreign page reaches it by DNS rebinding.
 * What the answer throws becomes a plain sentence.
 */
export function guard(origin: string, answer: Answer): RequestListener {
  const { host } = new URL(origin);
  return (request, response) => {
    if (request.headers.host !== host) {
      return send(response, 421, "text/plain", `This is ${origin}; open that address.`);
    }
    Promise.resolve()
      .then(() => answer(request, response))
      .catch((error: unknown) => {
        const status = error instanceof Refused ? error.status : 500;
        if (status === 500) console.error("sandbox: a page broke:", error);
        if (response.headersSent) return response.destroy();
        send(
          response,
          status,
          "text/plain; charset=utf-8",
          error instanceof Error ? error.message : String(error),
        );
      });
  };
}

/** Refuses a POST that did not come from a page of this very face. */
export function onlyFrom(request: IncomingMessage, origin: string): void {
  if (request.headers.origin !== origin) throw new Refused(403, `Only a page of ${origin} may ask this.`);
}
