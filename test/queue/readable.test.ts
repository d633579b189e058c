import fc from "fast-check";
import { expect, test } from "vitest";
import { readable } from "#app/queue/readable.ts";

const read = (text: string | Uint8Array, most = 20_000) => readable(Buffer.from(text as string), most);

test("JSON is set out in lines, and no digit, key or order of it is lost", () => {
  const body = '{"id":820982911946154508123,"id":1e309,"none":[],"lines":[1,{"note":"a\\"}b"}],"paid":true}';
  expect(read(body)).toEqual({
    text: `{
  "id": 820982911946154508123,
  "id": 1e309,
  "none": [],
  "lines": [
    1,
    {
      "note": "a\\"}b"
    }
  ],
  "paid": true
}`,
    isJson: true,
    isBroken: false,
    isCut: false,
    bytes: Buffer.byteLength(body),
  });
});

test("set out, JSON is what it was", () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      const { text, isJson } = read(json, Number.MAX_SAFE_INTEGER);
      expect(isJson).toBe(true);
      // What cannot be seen is shown as a sign, so only texts without it compare.
      if (!/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u.test(json))
        expect(JSON.parse(text)).toEqual(JSON.parse(json));
    }),
  );
});

test("what is no JSON stays as it is, line for line", () => {
  expect(read("<html>\r\n<b>502</b>")).toMatchObject({ text: "<html>\n<b>502</b>", isJson: false });
  expect(read('{"id": 1')).toMatchObject({ text: '{"id": 1', isJson: false });
  expect(read("")).toMatchObject({ text: "", isJson: false, isBroken: false, bytes: 0 });
});

test("bytes that are no UTF-8, signs that hide and marks that turn the text are shown, never passed on", () => {
  const body = Buffer.concat([Buffer.from("a\0b\rc\u202ed\u0085"), Buffer.from([0xff, 0xc3])]);
  expect(readable(body, 100)).toMatchObject({
    text: "a␀b␍c<U+202E>d<U+0085>\ufffd\ufffd",
    isBroken: true,
    isJson: false,
    bytes: body.length,
  });
  expect(read('"\ufffd is a letter like others"')).toMatchObject({ isBroken: false, isJson: true });
});

test("a long body is cut, never in the middle of a letter, and says how long it is", () => {
  const cut = read(`["${"x".repeat(50)}"]`, 20);
  expect(cut).toMatchObject({ isCut: true, bytes: 54 });
  expect(cut.text).toHaveLength(20);
  expect(read("ab😀", 3).text).toBe("ab");
  expect(read("ab😀", 4)).toMatchObject({ text: "ab😀", isCut: false });
});

test("megabytes in one text, or nested a hundred thousand deep, are read like others", () => {
  expect(read(`{"a":"${"\\n".repeat(2_000_000)}"}`)).toMatchObject({ isJson: true, isCut: true });
  expect(read("[".repeat(100_000) + "]".repeat(100_000))).toMatchObject({ isJson: true, isCut: true });
});
