import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { contentHash, keyedHash } from "#app/kernel/hash.ts";

test("an e-mail under a shop's key hashes as RFC 4231 says (case 2)", () => {
  const key = new TextEncoder().encode("Jefe");
  expect(keyedHash(key, "what do ya want for nothing?")).toBe(
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

test("the same e-mail under another shop's key is another hash", () => {
  const [one, other] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  expect(keyedHash(one, "ada@example.com")).not.toBe(keyedHash(other, "ada@example.com"));
});

test("hashes agree with those the operating system makes", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme" }),
      fc.uint8Array({ minLength: 1, maxLength: 80 }),
      (text, key) => {
        expect(contentHash(text)).toBe(createHash("sha256").update(text).digest("hex"));
        expect(keyedHash(key, text)).toBe(createHmac("sha256", key).update(text).digest("hex"));
      },
    ),
    { numRuns: 50 },
  );
});
