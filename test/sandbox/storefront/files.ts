import { readFileSync } from "node:fs";
import path from "node:path";
import { PRODUCTS } from "#test/sandbox/order-life/products.ts";
import { readAsset, readExtensions } from "#test/sandbox/storefront/extension.ts";
import { THEME } from "#test/sandbox/storefront/page.ts";

type Served = { readonly type: string; readonly body: Buffer };

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webp: "image/webp",
  woff2: "font/woff2",
};
const OF_THEME = ["theme.css", "wares.css", "till.css", "mark.svg", "shore.svg"];
const OF_SHOP = ["shopify.js", "consent.js", "banner.js"];

/** A file below `/cdn/`: of the theme, of Shopify itself, of a product, or of an app's extension. Null: there is none. */
export function fileAt(pathname: string, extensions: string): Served | null {
  const [, cdn, room, first = "", second] = pathname.split("/").map(decoded);
  if (cdn !== "cdn") return null;
  if (room === "extensions" && second !== undefined) {
    const extension = readExtensions(extensions).find(({ name }) => name === first);
    const body = extension ? readAsset(extension, second) : null;
    return body ? served(second, body) : null;
  }
  if (second !== undefined) return null;
  if (room === "theme" && OF_THEME.includes(first)) return read(THEME, "assets", first);
  if (room === "shop" && OF_SHOP.includes(first)) return read(import.meta.dirname, "browser", first);
  const isPicture = PRODUCTS.some(({ handle }) => first === `${handle}.svg`);
  return room === "products" && isPicture ? read(THEME, "products", first) : null;
}

function read(...where: [string, ...string[]]): Served {
  const file = path.join(...where);
  return served(file, readFileSync(file));
}

function served(name: string, body: Buffer): Served {
  return { type: TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream", body };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}
