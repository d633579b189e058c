import type { Bug } from "#test/mutants/bug.ts";

const TOKENS = "app/shopify/tokens.server.ts";
const SESSION = "app/shopify/session.server.ts";
const GUARD = "app/shopify/session-token.server.ts";

/** Bugs against what is promised of tokens, sessions, and shops that come and go. */
export const BUGS: readonly Bug[] = [
  {
    name: "two processes refresh a token at the same time",
    file: SESSION,
    find: "pg_advisory_xact_lock(hashtextextended($1, 3))",
    replace: "hashtextextended($1, 3)",
    test: "test/shopify/single-flight.test.ts",
  },
  {
    name: "who waited for a refresh refreshes again",
    file: TOKENS,
    find: "if (!stored || isGood(stored, refused)) return stored;",
    replace: "if (!stored) return stored;",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "the Shopify library refreshes by itself, without a lock",
    file: "app/shopify/admin-api.server.ts",
    find: "let session = await usableSession(database, domain);\n",
    replace:
      'const { shopify } = await import("#app/shopify/shopify.server.ts");\n  let { session } = await shopify().unauthenticated.admin(domain);\n',
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "a token without its end lasts for ever",
    file: SESSION,
    find: "expires ?? (isOnline ? null : new Date(now.getTime() + USUAL_LIFE_MS))",
    replace: "expires ?? (isOnline ? null : null)",
    test: "test/shopify/session.test.ts",
  },
  {
    name: "a token in hand is used until it has run out",
    file: "app/shopify/admin-api.server.ts",
    find: "if (!isGood(session)) session = await usableSession(database, domain);",
    replace: "",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "a refused token is asked for again and again",
    file: TOKENS,
    find: "renewed ?? dead(stored, new Date())",
    replace: "renewed ?? stored",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "a wrong client secret kills every shop's token",
    file: TOKENS,
    find: 'why !== "invalid_client"',
    replace: "why !== code",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "the error of a refresh quotes Shopify's answer",
    file: TOKENS,
    find: "answer.response.code : answer.name;",
    replace: "answer.response.code : answer.message;",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "a refresh goes on although the shop uninstalled meanwhile",
    file: TOKENS,
    find: "return isThere ? renewed : undefined;",
    replace: "return isThere ? renewed : renewed;",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "a refresh makes an uninstall look old",
    file: SESSION,
    find: "scope_at = CASE WHEN $6 THEN $7 ELSE scope_at END WHERE",
    replace: "scope_at = $7, stored_at = CASE WHEN $6 THEN $7 ELSE stored_at END WHERE",
    test: "test/flows/come-and-go.test.ts",
  },
  {
    name: "the library blanks a token that has replaced the refused one",
    file: SESSION,
    find: "if (stored?.refreshToken === session.refreshToken)",
    replace: "if (stored)",
    test: "test/shopify/tokens.test.ts",
  },
  {
    name: "an older change of scopes overwrites a newer one",
    file: "app/shopify/shops.server.ts",
    find: " AND (scope_at IS NULL OR scope_at < $3)",
    replace: "",
    test: "test/flows/come-and-go.test.ts",
  },
  {
    name: "what waited for a token goes on waiting when the merchant brings one",
    file: "app/shopify/shopify.server.ts",
    find: "hastenShop(db(), session.shop, new Date())",
    replace: "void hastenShop.length ?? session",
    test: "test/shopify/admin.test.ts",
  },
  {
    name: "tokens of the previous secret lock merchants out",
    file: "app/shopify/admin.server.ts",
    find: 'bearer.secret === 0 ? "current" : "previous"',
    replace: '"current"',
    test: "test/shopify/admin.test.ts",
  },
  {
    name: "the guard does not look at dest",
    file: GUARD,
    find: "const SHOP = /^https:\\/\\/([a-z0-9][a-z0-9-]{0,60}\\.myshopify\\.com)$/;",
    replace: "const SHOP = /^https:\\/\\/(.+)$/;",
    test: "test/shopify/session-token.test.ts",
  },
  {
    name: "the guard does not look at the issuer",
    file: GUARD,
    find: "domain && iss === ",
    replace: 'domain && iss !== "" || iss === ',
    test: "test/shopify/session-token.test.ts",
  },
  {
    name: "the guard lets a token without an end pass",
    file: GUARD,
    find: "exp: z.number(),",
    replace: "exp: z.number().default(1e12),",
    test: "test/shopify/session-token.test.ts",
  },
  {
    name: "the guard believes what the header says of the signature",
    file: GUARD,
    find: "if (secret < 0)",
    replace: 'if (secret < 0 && signature !== "")',
    test: "test/shopify/session-token.test.ts",
  },
  {
    name: "a token opens the shop that the address names",
    file: "app/shopify/admin.server.ts",
    find: 'because" in bearer ? bearer.because : otherShop(url, bearer.domain)',
    replace: 'because" in bearer ? bearer.because : otherShop(new URL("https://x"), bearer.domain)',
    test: "test/shopify/admin.test.ts",
  },
];
