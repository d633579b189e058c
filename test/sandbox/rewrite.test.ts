import { expect, test } from "vitest";
import { type Rewrite, rewriteStream, rewriteText } from "#test/sandbox/faces/rewrite.ts";

const REWRITES: readonly Rewrite[] = [
  ["https://cdn.shopify.com/shopifycloud/app-bridge.js", "/__sandbox/app-bridge.js"],
  ["https://cdn.shopify.com/static/fonts/", "/__sandbox/fonts/"],
  ['href="https://cdn.shopify.com/"', 'href="/"'],
  ["https://demo.myshopify.com/admin", "http://localhost:4400/store/demo"],
  ["https://demo.myshopify.com", "http://localhost:4401"],
];
const TEXT =
  '<link href="https://cdn.shopify.com/"><link href="https://cdn.shopify.com/static/fonts/inter.css">Größe 円 🧵 hhhttps' +
  '<script src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script><img src="https://cdn.shopify.com/s/files/1.png">' +
  "https://demo.myshopify.com/adminhttps://demo.myshopify.com/adm https://demo.myshopify.com/admi";
const WANTED =
  '<link href="/"><link href="/__sandbox/fonts/inter.css">Größe 円 🧵 hhhttps' +
  '<script src="/__sandbox/app-bridge.js"></script><img src="https://cdn.shopify.com/s/files/1.png">' +
  "http://localhost:4400/store/demohttp://localhost:4401/adm http://localhost:4401/admi";

async function stream(bytes: Buffer, size: number): Promise<string> {
  const rewriter = rewriteStream(REWRITES);
  const out: Buffer[] = [];
  rewriter.on("data", (chunk: Buffer) => out.push(chunk));
  const ended = new Promise((resolve) => rewriter.on("end", resolve));
  for (let at = 0; at < bytes.length; at += size) rewriter.write(bytes.subarray(at, at + size));
  rewriter.end();
  await ended;
  return Buffer.concat(out).toString("utf8");
}

test("a text is rewritten in one pass, the longest pattern first", () => {
  expect(rewriteText(TEXT, REWRITES)).toBe(WANTED);
});

test("a stream is rewritten alike at every chunk size, with letters of several bytes cut in half", async () => {
  const bytes = Buffer.from(TEXT);
  for (let size = 1; size <= bytes.length; size++) {
    expect(await stream(bytes, size), `chunks of ${size}`).toBe(WANTED);
  }
});

test("an unfinished pattern at the end of a stream is not lost", async () => {
  expect(await stream(Buffer.from("see https://cdn.shop"), 3)).toBe("see https://cdn.shop");
});
