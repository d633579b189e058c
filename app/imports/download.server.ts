import { Readable } from "node:stream";
import { createReadableStreamFromReadable } from "@remix-run/node";

/** Answers with a CSV file, sent piece by piece as it is made; whatever is in it, no browser runs it. */
export function csvDownload(fileName: string, pieces: AsyncIterable<string> | Iterable<string>): Response {
  return new Response(createReadableStreamFromReadable(Readable.from(pieces)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName.replace(/[^\w.-]+/g, "-")}"`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-store",
    },
  });
}
