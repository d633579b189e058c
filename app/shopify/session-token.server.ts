import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** Shopify's clock and ours may be so many seconds apart. */
const TOLERANCE_S = 10;
const SHOP = /^https:\/\/([a-z0-9][a-z0-9-]{0,60}\.myshopify\.com)$/;

const header = z.object({ alg: z.literal("HS256"), crit: z.undefined().optional() });
const claims = z.object({
  iss: z.string(),
  dest: z.string(),
  aud: z.string(),
  exp: z.number(),
  nbf: z.number(),
});

/** Who a session token lets in, and which of our secrets signed it (0 is the first); or why it lets nobody in. */
export type TokenBearer =
  | { readonly domain: string; readonly secret: number }
  | { readonly because: "form" | "signature" | "time" | "audience" | "shop" };

/**
 * Reads a session token as App Bridge gives it: a JWT, HS256 under one of our secrets, within its time (10 s of
 * tolerance), for our app, of one shop of Shopify's whose admin issued it. Shopify's library asks for less: it lets a
 * token without an end pass, and one of a foreign `dest`. Never throws, and never quotes the token.
 */
export function readSessionToken(
  token: string,
  { key, secrets, now }: { key: string; secrets: readonly string[]; now: Date },
): TokenBearer {
  const [head = "", body = "", signature = "", ...more] = token.split(".");
  const alg = header.safeParse(jsonIn(head));
  if (more.length > 0 || !alg.success) return { because: "form" };
  const secret = secrets.findIndex((each) => isSignedBy(each, `${head}.${body}`, signature));
  if (secret < 0) return { because: "signature" };
  const claimed = claims.safeParse(jsonIn(body));
  if (!claimed.success) return { because: "form" };
  const { iss, dest, aud, exp, nbf } = claimed.data;
  const seconds = now.getTime() / 1000;
  if (exp <= seconds - TOLERANCE_S || nbf > seconds + TOLERANCE_S) return { because: "time" };
  if (aud !== key) return { because: "audience" };
  const domain = SHOP.exec(dest)?.[1];
  return domain && iss === `${dest}/admin` ? { domain, secret } : { because: "shop" };
}

/** Compared as text: base64url has several spellings of the same bytes, and a token has one. */
function isSignedBy(secret: string, text: string, signature: string): boolean {
  const right = Buffer.from(createHmac("sha256", secret).update(text).digest("base64url"));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}

function jsonIn(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
