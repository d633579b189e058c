import { createHmac, randomUUID } from "node:crypto";

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A session token as App Bridge gives it, for the tests' app; `claims` overrides or, by undefined, leaves out. */
export function makeSessionToken({
  shop = "demo.myshopify.com",
  secret = "test_secret",
  header = {},
  claims = {},
}: {
  shop?: string;
  secret?: string;
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
} = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: "test_key",
    sub: "42",
    exp: now + 60,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: "b2",
    ...claims,
  };
  const text = `${encode({ alg: "HS256", typ: "JWT", ...header })}.${encode(all)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
