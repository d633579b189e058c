import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf, wholeObjects } from "#app/shopify/bulk-file.ts";

const line = (fields: object) => `${JSON.stringify(fields)}\n`;
const order = (n: number) => ({ id: `gid://shopify/Order/${n}`, name: `#${n} für Zoë 🫖` });
const child = (n: number, of: number) => ({ __typename: "LineItem", id: `${n}`, __parentId: order(of).id });
const FILE = [
  line(order(1)),
  line(child(1, 1)),
  line(child(2, 1)),
  line(order(2)),
  line(order(3)),
  line(child(3, 3)),
];

async function* pieces(file: Uint8Array, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const places = [0, ...[...cuts].sort((a, b) => a - b), file.length];
  for (const [index, to] of places.entries()) if (index > 0) yield file.subarray(places[index - 1], to);
}
async function all<Thing>(things: AsyncIterable<Thing>): Promise<Thing[]> {
  const found: Thing[] = [];
  for await (const thing of things) found.push(thing);
  return found;
}
const read = (text: string, cuts?: readonly number[], from = 0) =>
  all(wholeObjects(linesOf(pieces(Buffer.from(text), cuts), from)));

test("children stand with their parent, however the file is cut into pieces", async () => {
  const text = FILE.join("");
  const whole = await read(text);
  expect(whole.map(({ root, children }) => [root.name, children.map(({ id }) => id)])).toEqual([
    ["#1 für Zoë 🫖", ["1", "2"]],
    ["#2 für Zoë 🫖", []],
    ["#3 für Zoë 🫖", ["3"]],
  ]);
  expect(whole[0]?.children[0]).not.toHaveProperty("__parentId");
  const size = Buffer.byteLength(text);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: size }), { maxLength: 12 }), async (cuts) => {
      expect(await read(text, cuts)).toEqual(whole);
    }),
  );
});

test("reading on from where an object ends gives the objects behind it, and the same ends", async () => {
  const text = FILE.join("");
  const whole = await read(text);
  for (const [index, { end }] of whole.entries()) {
    const rest = Buffer.from(text).subarray(end).toString();
    expect(await read(rest, [], end)).toEqual(whole.slice(index + 1));
  }
  expect(whole.at(-1)?.end).toBe(Buffer.byteLength(text));
});

test("a file without a last newline, or with empty lines, is the same file", async () => {
  const plain = (objects: Awaited<ReturnType<typeof read>>) => objects.map(({ end: _, ...rest }) => rest);
  const whole = plain(await read(FILE.join("")));
  expect(plain(await read(FILE.join("").trimEnd()))).toEqual(whole);
  expect(plain(await read(FILE.join("\n")))).toEqual(whole);
  expect(await read("")).toEqual([]);
});

test.each([
  [
    "under another's parent",
    [line(order(1)), line(order(2)), line(child(1, 1))],
    /not grouped.*Order\/1 and stands under .*Order\/2/,
  ],
  ["before any parent", [line(child(1, 1))], /not grouped.*stands under nothing/],
  ["that is no JSON", [line(order(1)), '{"id": "gid\n'], /no JSON object: \d+ letters that end at byte \d+/],
  ["that is no object", ["[1]\n"], /no JSON object/],
])("a line %s is refused, and the refusal names the place", async (_, lines, why) => {
  await expect(read(lines.join(""))).rejects.toThrow(why);
});

test("a line that never ends is refused before it fills the memory", async () => {
  const endless = async function* () {
    for (;;) yield new Uint8Array(1_000_000).fill(120);
  };
  await expect(all(linesOf(endless()))).rejects.toThrow("a line of more than 8000000 bytes at 0");
});
