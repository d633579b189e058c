import fc from "fast-check";
import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrOf, qrSvg } from "#app/ui/admin/links/qr-picture.ts";

/** The dark modules that a path of rectangles covers, row by row. */
function modulesOf(size: number, dark: string): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, length] of dark.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(length));
  return rows;
}

test("the picture has every module of the code, and the white margin that scanners need", () => {
  fc.assert(
    fc.property(fc.webUrl({ size: "large" }), (address) => {
      const { size, dark } = qrOf(address);
      const bare = encode(address, { ecc: "M", border: 0 }).data;
      const drawn = modulesOf(size, dark);
      expect(size).toBe(bare.length + 8);
      expect(drawn.slice(4, -4).map((row) => row.slice(4, -4))).toEqual(bare);
      expect(drawn.flat().filter(Boolean)).toHaveLength(bare.flat().filter(Boolean).length);
    }),
  );
});

test("the file says what it leads to, whatever the address holds", () => {
  const svg = qrSvg(qrOf("https://app.example/go/demo/ada"), 'QR code of </title><script>"&');
  expect(svg).toContain('<title>QR code of &#60;/title&#62;&#60;script&#62;"&#38;</title>');
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) \1"/);
});
