import fc from "fast-check";
import { expect, test } from "vitest";
import { cellText, guarded } from "#app/imports/cell.ts";
import { type CsvRow, LARGEST_FILE, MOST_ROWS, outlineOf, rowsOf } from "#app/imports/csv.server.ts";
import { writeCsv } from "#app/imports/write-csv.server.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const outline = (text: string) => outlineOf(bytes(text));
async function rows(text: string): Promise<CsvRow[]> {
  const file = bytes(text);
  const found = await outlineOf(file);
  if ("because" in found) throw new Error(found.because);
  const all: CsvRow[] = [];
  for await (const row of rowsOf(file, found.delimiter)) all.push(row);
  expect(all).toHaveLength(found.rows);
  return all;
}

test.each([
  ["commas", "name,email\nAda,a@x.com\n", ",", ["name", "email"]],
  [
    "semicolons, though a name holds a comma",
    'name;"mail, private"\nAda;a@x.com\n',
    ";",
    ["name", "mail, private"],
  ],
  ["tabs", "name\temail\nAda\ta@x.com", "\t", ["name", "email"]],
  ["a byte order mark", "\ufeffname,email\nAda,a", ",", ["name", "email"]],
  ["Excel's own word above the header", "sep=;\r\nname;email\r\nAda;a\r\n", ";", ["name", "email"]],
  ["one column", "name\nAda\n", ",", ["name"]],
])("a file is read by what parts its values: %s", async (_, text, delimiter, columns) => {
  expect(await outline(text)).toEqual({ columns, rows: 1, delimiter });
});

test("quoted values may hold commas, quotes and line breaks; a row is told by the line it begins on", async () => {
  expect(await rows('n,m\r\n"a, ""b""","x\r\ny"\r\n\r\n,\r\nc,d\re,f')).toEqual([
    { line: 2, values: ['a, "b"', "x\r\ny"] },
    { line: 6, values: ["c", "d"] },
    { line: 7, values: ["e", "f"] },
  ]);
});

test("columns named twice, not at all, or like an object's own parts are told apart by where they stand", async () => {
  expect(await outline("name,name,,__proto__,constructor\n1,2,3,4,5\n")).toMatchObject({
    columns: ["name", "name", "", "__proto__", "constructor"],
  });
});

test.each([
  ["nothing", bytes(""), { because: "empty" }],
  ["nothing but spaces", bytes(" \n \n"), { because: "empty" }],
  ["a header alone", bytes("name,email\n"), { because: "no-rows" }],
  ["UTF-16 with its mark", bytes("\ufeffname\nAda\n", "utf16le"), { because: "utf-16" }],
  ["UTF-16 without its mark", bytes("name\nAda\n", "utf16le"), { because: "utf-16" }],
  ["letters of Windows", bytes("name\nAda\nMüller\n", "latin1"), { because: "not-utf-8", line: 3 }],
  ["a zero byte", bytes("name\nAda\n\0\n"), { because: "nul", line: 3 }],
  ["a lone quote", bytes('name\nAda\n"Bob\n'), { because: "open-quote", line: 3 }],
  [
    "a quote that swallows the rest of a long file",
    bytes(`name\nAda\n"Bob\n${"x\n".repeat(60_000)}`),
    { because: "long-row", line: 3 },
  ],
  ["201 columns", bytes(`${"a,".repeat(200)}b\n${"1,".repeat(200)}2\n`), { because: "too-many-columns" }],
])("a file that cannot be read is told by its rule, and its line: %s", async (_, file, refusal) => {
  expect(await outlineOf(file)).toEqual(refusal);
});

test("bombs: 10 MB of quotes, one field of 9 MB, a row too many and a byte too many end at once and in little memory", async () => {
  const before = process.memoryUsage().rss;
  const started = performance.now();
  expect(await outline(`name\n${'"'.repeat(10_000_000)}`)).toEqual({ because: "long-row", line: 2 });
  expect(await outline(`name\n"${"x".repeat(9_000_000)}"\n`)).toEqual({ because: "long-row", line: 2 });
  expect(await outline(`name\n${"x\n".repeat(MOST_ROWS + 1)}`)).toEqual({ because: "too-many-rows" });
  expect(await outline(`name\n${"x\n".repeat(MOST_ROWS)}`)).toMatchObject({ rows: MOST_ROWS });
  expect(await outlineOf(new Uint8Array(LARGEST_FILE + 1).fill(65))).toEqual({ because: "too-large" });
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
}, 40_000);

test("while a large file is read, others have their turn", async () => {
  const text = `name,email\n${"Ada Lovelace,ada@example.com\n".repeat(49_000)}`;
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await outline(text);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(10);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠A", "'=1", "''@x"])(
  "a text that a spreadsheet would run is written so that it does not: %j",
  (text) => {
    const line = writeCsv([[text]]);
    expect(line.replace(/^"/, "")).toMatch(/^'/);
  },
);

test("numbers are never made texts, whatever their sign", () => {
  expect(writeCsv([[-5, { plain: "-5.00" }, null, "10"]])).toBe("-5,-5.00,,10\r\n");
});

test("a law: any text that is written is read again as it was, and no row or column comes of it", async () => {
  const text = fc
    .string({ unit: "grapheme", maxLength: 20 })
    .map((each) => each.replace(/[\p{Cc}\s]+/gu, " ").trim());
  const marked = fc
    .tuple(fc.constantFrom("", "=", "'=", "''-", '"', ",", ";", "'", "@", "＝"), text)
    .map((parts) => parts.join("").trim());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(marked, marked), { minLength: 1, maxLength: 8 }), async (cells) => {
      fc.pre(cells.every((row) => row.some((cell) => cell.trim() !== "")));
      const read = await rows(writeCsv([["a", "b"], ...cells]));
      expect(read.map(({ values }) => values.map(cellText))).toEqual(
        cells.map((row) => row.map((cell) => cell.toWellFormed())),
      );
    }),
    { numRuns: 300 },
  );
  expect(guarded("Ada")).toBe("Ada");
});
