import { expect, test } from "vitest";
import { readSessionToken } from "#app/shopify/session-token.server.ts";
import { makeSessionToken } from "#test/support/session-token.ts";

const secrets = ["test_secret", "test_secret_before"];
const now = new Date();
const read = (token: string, at = now) => readSessionToken(token, { key: "test_key", secrets, now: at });
const seconds = Math.floor(now.getTime() / 1000);

test("a token of the shop's admin lets in, under the current and the previous secret", () => {
  expect(read(makeSessionToken())).toEqual({ domain: "demo.myshopify.com", secret: 0 });
  expect(read(makeSessionToken({ secret: "test_secret_before" }))).toEqual({
    domain: "demo.myshopify.com",
    secret: 1,
  });
});

const claims = (over: Record<string, unknown>) => makeSessionToken({ claims: over });
const [head = "", body = "", signature = ""] = makeSessionToken().split(".");
const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
test.each<[string, string, string]>([
  ["has no end", claims({ exp: undefined }), "form"],
  ["ends at a text", claims({ exp: "tomorrow" }), "form"],
  ["ended 11 seconds ago", claims({ exp: seconds - 11 }), "time"],
  ["has no beginning", claims({ nbf: undefined }), "form"],
  ["begins in 12 seconds", claims({ nbf: seconds + 12 }), "time"],
  ["is for another app", claims({ aud: "other_key" }), "audience"],
  ["is for several apps", claims({ aud: ["test_key", "other_key"] }), "form"],
  ["is of a shop that is not Shopify's", makeSessionToken({ shop: "evil.example.com" }), "shop"],
  [
    "is of Shopify's own name within another",
    makeSessionToken({ shop: "demo.myshopify.com.evil.com" }),
    "shop",
  ],
  ["is of a shop with a port", makeSessionToken({ shop: "demo.myshopify.com:8443" }), "shop"],
  ["is of a shop behind another's name", makeSessionToken({ shop: "x@demo.myshopify.com" }), "shop"],
  ["is of a shop over plain http", claims({ dest: "http://demo.myshopify.com" }), "shop"],
  ["was issued by another shop's admin", claims({ iss: "https://other.myshopify.com/admin" }), "shop"],
  ["was issued by no admin", claims({ iss: "https://demo.myshopify.com" }), "shop"],
  ["has no issuer", claims({ iss: undefined }), "form"],
  ["is signed by nobody", `${none}.${body}.`, "form"],
  ["says alg none and keeps a signature", `${none}.${body}.${signature}`, "form"],
  ["says HS512", makeSessionToken({ header: { alg: "HS512" } }), "form"],
  ["asks for an extension", makeSessionToken({ header: { crit: ["exp"] } }), "form"],
  ["is signed by somebody else", makeSessionToken({ secret: "guess" }), "signature"],
  ["is signed with an empty secret", makeSessionToken({ secret: "" }), "signature"],
  ["has no signature", `${head}.${body}.`, "signature"],
  ["has its padding", `${head}.${body}.${signature}=`, "signature"],
  ["has a fourth part", `${head}.${body}.${signature}.x`, "form"],
  ["is a word", "x", "form"],
  ["is nothing", "", "form"],
  ["is two dots", "..", "form"],
])("a token that %s lets nobody in", (_what, token, because) => {
  expect(read(token)).toEqual({ because });
});

test("ten seconds of difference between Shopify's clock and ours are forgiven", () => {
  expect(read(claims({ exp: seconds - 9 }))).toHaveProperty("domain");
  expect(read(claims({ nbf: seconds + 9 }))).toHaveProperty("domain");
});

test("whatever bit is flipped, nobody is let in", () => {
  const bytes = Buffer.from(makeSessionToken());
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const flipped = Buffer.from(bytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(read(flipped.toString("latin1"))).toHaveProperty("because");
  }
});

test("an empty previous secret signs nothing", () => {
  const token = makeSessionToken({ secret: "" });
  expect(readSessionToken(token, { key: "test_key", secrets: ["test_secret"], now })).toEqual({
    because: "signature",
  });
});
