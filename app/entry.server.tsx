import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { log } from "#app/log.server.ts";
import { shopify } from "#app/shopify/shopify.server.ts";

const GIVE_UP_MS = 5000;
const POLICY = "Content-Security-Policy";

/** Renders a document: streamed to people, whole to crawlers, with Shopify's headers for embedding. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
): Promise<Response> {
  const own = headers.get(POLICY);
  shopify().addDocumentResponseHeaders(request, headers);
  // Shopify's library lets any shop that the address names frame the page: a page with a policy of its own keeps it.
  if (own) headers.set(POLICY, own);
  headers.set("Content-Type", "text/html");
  const whenReady = isbot(request.headers.get("User-Agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={context} url={request.url} abortDelay={GIVE_UP_MS} />,
      {
        [whenReady]() {
          const body = new PassThrough();
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          status = 500;
          log().error({ reason: String(error).slice(0, 300) }, "a page failed to render");
        },
      },
    );
    setTimeout(abort, GIVE_UP_MS).unref();
  });
}

/** Logs what a loader or action threw: what and where, never the request's body or its query, which may hold tokens. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const { name, message, code } = error as Error & { code?: string };
  log().error(
    {
      path: new URL(request.url).pathname,
      method: request.method,
      name,
      code,
      reason: message?.slice(0, 300),
    },
    "a request failed",
  );
}
