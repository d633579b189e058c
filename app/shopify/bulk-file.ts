/**
 * Reads the file a bulk operation leaves: a line of JSON for each object, those of a connection on lines of their own that
 * name their parent in `__parentId`. It holds one object and its children at a time, however long the file is.
 */

/** A line of the file, and where in the file the next one begins, in bytes. */
export type FileLine = { readonly text: string; readonly end: number };

/** An object of the file's root with its children, as they stand there, and where in the file the next one begins. */
export type WholeObject = {
  readonly root: Readonly<Record<string, unknown>>;
  readonly children: readonly Readonly<Record<string, unknown>>[];
  readonly end: number;
};

/** A line longer than this is none of ours: the largest order has some 100 kB in all. */
const LONGEST = 8_000_000;
const NEWLINE = 10;

/** Cuts a file that comes in pieces into lines; `from` is where in the file the first piece begins. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>, from = 0): AsyncGenerator<FileLine> {
  let begun: Uint8Array[] = [];
  let length = 0;
  let end = from;
  const take = (): FileLine => {
    const text = Buffer.concat(begun).toString("utf8");
    end += length;
    begun = [];
    length = 0;
    return { text, end };
  };
  for await (const piece of pieces) {
    let rest = piece;
    for (let cut = rest.indexOf(NEWLINE); cut >= 0; cut = rest.indexOf(NEWLINE)) {
      begun.push(rest.subarray(0, cut + 1));
      length += cut + 1;
      yield take();
      rest = rest.subarray(cut + 1);
    }
    if (rest.length > 0) begun.push(rest);
    length += rest.length;
    if (length > LONGEST)
      throw new Error(`Shopify's list has a line of more than ${LONGEST} bytes at ${end}`);
  }
  if (length > 0) yield take();
}

/**
 * Puts objects and their children together. Shopify was asked to group children directly under their parent, and says that
 * it does: so the next root means that an object is whole, and nothing else need be remembered.
 * @throws an Error naming the line when a child stands under another's parent, or a line is no object
 */
export async function* wholeObjects(lines: AsyncIterable<FileLine>): AsyncGenerator<WholeObject> {
  let open: { root: Record<string, unknown>; children: Record<string, unknown>[]; end: number } | null = null;
  for await (const { text, end } of lines) {
    if (text.trim() === "") continue;
    const { __parentId: parent, ...found } = objectIn(text, end);
    if (parent === undefined) {
      if (open) yield open;
      open = { root: found, children: [], end };
    } else if (open && open.root.id === parent) {
      open.children.push(found);
      open.end = end;
    } else {
      throw new Error(
        `Shopify's list is not grouped: the line that ends at byte ${end} belongs to ${parent} and stands under ${open?.root.id ?? "nothing"}`,
      );
    }
  }
  if (open) yield open;
}

function objectIn(text: string, end: number): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found === "object" && found !== null && !Array.isArray(found))
      return found as Record<string, unknown>;
  } catch {
    // Said below: the line itself may name people.
  }
  throw new Error(
    `Shopify's list has a line that is no JSON object: ${text.length} letters that end at byte ${end}`,
  );
}
