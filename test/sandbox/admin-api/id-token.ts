import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

export type IdTokenClaims = { iss: string; dest: string; aud: string; exp: number; nbf: number; sub: string };

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (text: string, secret: string) => createHmac("sha256", secret).update(text).digest("base64url");

/** Makes a session token as App Bridge gives it: HS256 with the app's secret, good for 60 seconds of real time. */
export function makeIdToken(app: { key: string; secret: string }, domain: string, seconds = 60): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${domain}/admin`,
    dest: `https://${domain}`,
    aud: app.key,
    sub: "42",
    exp: now + seconds,
    nbf: now,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const head = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${head}.${sign(head, app.secret)}`;
}

/** Says why Shopify would refuse this subject token of a token exchange; null when it is good. */
export function whyRefused(
  token: string,
  app: { key: string; secret: string },
  domain: string,
): string | null {
  const [header, payload, signature, ...more] = token.split(".");
  if (!header || !payload || !signature || more.length > 0) return "it is not a JWT";
  const expected = Buffer.from(sign(`${header}.${payload}`, app.secret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return "its signature is wrong";
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Partial<IdTokenClaims>;
  const now = Math.floor(Date.now() / 1000);
  if (claims.aud !== app.key) return `it is for the app ${claims.aud}`;
  if (claims.dest !== `https://${domain}`) return `it is for the shop ${claims.dest}`;
  if (typeof claims.exp !== "number" || claims.exp <= now) return "it has expired";
  if (typeof claims.nbf === "number" && claims.nbf > now + 10) return "it is not yet valid";
  return null;
}
