import { LARGEST_FILE } from "#app/imports/csv.server.ts";

/** What a form takes besides its file. */
const AROUND = 64 * 1024;
/** So much of a body that is too large is let by, unread, so that its sender hears the answer; of a larger one the connection ends. */
const LET_BY = 4 * LARGEST_FILE;

/** A form with a file, as it came: `file` is null where none was chosen. */
export type Upload = {
  readonly fields: FormData;
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
};

/** Reads a posted form with a file in its field `file`. Its bytes are counted before anything is made of them. @returns "too-large" of more than a file may have */
export async function readUpload(request: Request): Promise<Upload | "too-large"> {
  const body = await readCapped(request, LARGEST_FILE + AROUND);
  if (body === null) return "too-large";
  const type = request.headers.get("Content-Type") ?? "";
  const fields = await new Response(body as BodyInit, { headers: { "Content-Type": type } })
    .formData()
    .catch(() => new FormData());
  const file = fields.get("file");
  if (file === null || typeof file === "string" || file.name === "") return { fields, file: null };
  if (file.size > LARGEST_FILE) return "too-large";
  return { fields, file: { name: nameOf(file.name), bytes: new Uint8Array(await file.arrayBuffer()) } };
}

async function readCapped(request: Request, most: number): Promise<Uint8Array | null> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size <= most) chunks.push(value);
    else chunks.length = 0;
    if (size > LET_BY) {
      await reader.cancel().catch(() => {});
      return null;
    }
  }
  return size > most ? null : Buffer.concat(chunks);
}

const LONGEST_NAME = 120;

/** A file's name as it is shown: without folders, control characters, or more of it than fits. */
function nameOf(text: string): string {
  const name = (text.split(/[\\/]/).at(-1) ?? "")
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return [...name].slice(0, LONGEST_NAME).join("") || "file.csv";
}
