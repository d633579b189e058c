import { beforeEach, expect, test } from "vitest";
import { inSystem } from "#app/db.server.ts";
import { enqueue } from "#app/queue/outbox.server.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { findSession, offlineId } from "#app/shopify/session.server.ts";
import { freshDb, installShop, rowsOf, testKeys } from "#test/support/database.ts";
import { makeSessionToken } from "#test/support/session-token.ts";
import { giveSession, grant, takeNetwork } from "#test/support/shopify-network.ts";

const database = await freshDb(4);
const network = takeNetwork();
const { oauth } = network;
const SHOP = "demo.myshopify.com";
const HOST = Buffer.from("admin.shopify.com/store/demo").toString("base64url");
const EMBEDDED = `shop=${SHOP}&host=${HOST}&embedded=1`;

beforeEach(async () => {
  network.calls.length = 0;
  network.oauth = oauth;
  await giveSession(database, SHOP);
});

/** Who a request lets in, or how the door answers it. */
async function knock(path: string, headers: Record<string, string> = {}, method = "GET") {
  const request = new Request(`https://app.test${path}`, { headers, method });
  try {
    return (await authenticateAdmin(request)).domain;
  } catch (answer) {
    if (answer instanceof Response) return answer;
    throw answer;
  }
}
const fetching = (token: string, path = "/app/orders?_data=x", method = "GET") =>
  knock(path, { Authorization: `Bearer ${token}` }, method);
const opening = (token: string, query = EMBEDDED) => knock(`/app/orders?${query}&id_token=${token}`);

const bad = {
  "has no end": makeSessionToken({ claims: { exp: undefined } }),
  "is over": makeSessionToken({ claims: { exp: Math.floor(Date.now() / 1000) - 60 } }),
  "is of a foreign shop": makeSessionToken({ shop: "evil.example.com" }),
  "was issued by another admin": makeSessionToken({ claims: { iss: "https://other.myshopify.com/admin" } }),
  "is forged": makeSessionToken({ secret: "guess" }),
};

test("a good token opens its shop, in the header of a fetch and in the address of a document", async () => {
  expect(await fetching(makeSessionToken())).toBe(SHOP);
  expect(await opening(makeSessionToken())).toBe(SHOP);
  expect(network.calls).toEqual([]);
});

test.each(Object.entries(bad))(
  "a fetch whose token %s is told to fetch a new one, and the answer tells nothing",
  async (_what, token) => {
    for (const method of ["GET", "POST"]) {
      const answer = (await fetching(token, "/app/orders", method)) as Response;
      expect(answer.status).toBe(401);
      expect(answer.headers.get("X-Shopify-Retry-Invalid-Session-Request")).toBe("1");
      expect(await answer.text()).toBe("");
    }
  },
);

test.each(Object.entries(bad))(
  "a document whose token %s goes round by the page that fetches a new one, without the old",
  async (_what, token) => {
    const answer = (await opening(token)) as Response;
    const to = answer.headers.get("Location") ?? "";
    expect(answer.status).toBe(302);
    expect(to).toMatch(/^\/auth\/session-token\?/);
    expect(to).not.toContain(token.split(".")[1]);
    expect(decodeURIComponent(to)).toContain("shopify-reload=https://app.test/app/orders?");
    expect(network.calls).toEqual([]);
  },
);

test("an address that names another shop than the token opens neither", async () => {
  const token = makeSessionToken();
  expect(((await fetching(token, "/app/orders?shop=other.myshopify.com")) as Response).status).toBe(401);
  expect(((await fetching(token, `/app?shop=${SHOP}&shop=other.myshopify.com`)) as Response).status).toBe(
    401,
  );
  const round = (await opening(token, EMBEDDED.replace(SHOP, "other.myshopify.com"))) as Response;
  expect(round.headers.get("Location")).toMatch(/^\/auth\/session-token\?/);
  expect(await fetching(token, `/app/orders?shop=${SHOP}`)).toBe(SHOP);
});

test("of two tokens the header's decides, as in Shopify's library: an address keeps its first one for long", async () => {
  const path = (token: string) => `/app/orders?${EMBEDDED}&id_token=${token}&_data=x`;
  expect(await fetching(makeSessionToken(), path(bad["is over"]))).toBe(SHOP);
  expect(((await fetching(bad["is forged"], path(makeSessionToken()))) as Response).status).toBe(401);
  const elsewhere = makeSessionToken({ shop: "other.myshopify.com" });
  expect(await fetching(makeSessionToken(), path(elsewhere))).toBe(SHOP);
});

test("without any token the door is Shopify's library's own", async () => {
  expect(((await knock("/app")) as Response).headers.get("Location")).toBe("/auth/login");
  expect(((await knock(`/app?${EMBEDDED}`)) as Response).headers.get("Location")).toMatch(
    /^\/auth\/session-token/,
  );
});

test("while the secret is rotated, tokens of both open the app; an exchange goes with the secret that signed", async () => {
  const token = makeSessionToken({ secret: "test_secret_before" });
  expect(await fetching(token)).toBe(SHOP);
  await database.owner.query("DELETE FROM session");
  const used: unknown[] = [];
  network.oauth = ({ client_secret }) => {
    used.push(client_secret);
    return grant();
  };
  expect(await fetching(token)).toBe(SHOP);
  await database.owner.query("DELETE FROM session");
  expect(await fetching(makeSessionToken())).toBe(SHOP);
  expect(used).toEqual(["test_secret_before", "test_secret"]);
});

test("an exchange answered without an end counts as an hour", async () => {
  await database.owner.query("DELETE FROM session");
  network.oauth = () => grant({ expires_in: undefined });
  await fetching(makeSessionToken());
  const kept = await findSession(database.system, testKeys, offlineId(SHOP));
  expect((kept?.expires?.getTime() ?? 0) / 60_000 - Date.now() / 60_000).toBeCloseTo(60, 0);
});

test("a merchant who opens the app brings a new token, and what waited for it goes on at once", async () => {
  const shop = await installShop(database, SHOP);
  const far = new Date(Date.now() + 300_000);
  await inSystem(database, async (tx) => {
    await enqueue(tx, shop.id, { kind: "create-code", key: "a", payload: {} }, new Date(), far);
    await tx.query("UPDATE session SET expires = $1", [new Date()]);
  });
  expect(await fetching(makeSessionToken())).toBe(SHOP);
  expect(network.calls.map(({ to }) => to)).toEqual(["oauth"]);
  const [job] = await rowsOf(database, "outbox");
  expect(Number(job?.run_at)).toBeLessThanOrEqual(Date.now());
  expect(await fetching(makeSessionToken())).toBe(SHOP);
  expect(network.calls).toHaveLength(1);
});
