import { readCapped } from "#app/shopify/capped-body.server.ts";

/** The longest slug, in a form or in JSON, and room to spare. */
const MOST_BYTES = 1_000;

/**
 * Reads `ref` of a small body, a form's or JSON's; empty where it has none.
 * @throws a Response: 413 too large, 400 for JSON that is none, or whose `ref` is no text
 */
export async function readRef(request: Request): Promise<string> {
  const text = String(await readCapped(request, MOST_BYTES, () => new Response(null, { status: 413 })));
  if (!/\bjson\b/.test(request.headers.get("Content-Type") ?? ""))
    return new URLSearchParams(text).get("ref") ?? "";
  try {
    const { ref = "" } = (JSON.parse(text) ?? {}) as { ref?: unknown };
    if (typeof ref === "string") return ref;
  } catch {
    // Said below, as for a `ref` that is no text.
  }
  throw new Response("The body is no JSON with a text in `ref`.", {
    status: 400,
    headers: { "Content-Type": "text/plain" },
  });
}
