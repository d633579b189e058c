import { expect, test, vi } from "vitest";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { makeIdToken } from "#test/sandbox/admin-api/id-token.ts";
import { answerOAuth } from "#test/sandbox/admin-api/oauth.ts";
import { createTokens, type Grant } from "#test/sandbox/admin-api/tokens.ts";

const APP = { key: "key", secret: "secret" };
const DOMAIN = "demo.myshopify.com";

function makeApi(tokens = createTokens(() => {})) {
  const shop = { settings: { domain: DOMAIN, name: "Demo", currency: "EUR", timeZone: "UTC" } };
  return { app: APP, asked: "read_orders,write_discounts", shop, tokens } as unknown as AdminApi;
}

function exchange(api: AdminApi, over: object = {}) {
  const body = {
    client_id: APP.key,
    client_secret: APP.secret,
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: makeIdToken(APP, DOMAIN),
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
    ...over,
  };
  const [answer, status] = answerOAuth(api, JSON.stringify(body));
  return { status, answer: answer as Record<string, string> };
}

const refresh = (api: AdminApi, token = "") =>
  exchange(api, { grant_type: "refresh_token", refresh_token: token });

test("a session token is exchanged for an expiring offline token; two at once are both good", () => {
  const api = makeApi();
  const [one, two] = [exchange(api), exchange(api)];
  expect(one).toMatchObject({
    status: 200,
    answer: { scope: "read_orders,write_discounts", expires_in: 3600, refresh_token_expires_in: 7_776_000 },
  });
  expect([one, two].map(({ answer }) => api.tokens.isGood(answer.access_token ?? ""))).toEqual([true, true]);
});

test.each([
  ["another app's", makeIdToken({ key: "other", secret: "secret" }, DOMAIN)],
  ["another shop's", makeIdToken(APP, "other.myshopify.com")],
  ["an expired", makeIdToken(APP, DOMAIN, -1)],
  ["a forged", makeIdToken({ key: "key", secret: "guess" }, DOMAIN)],
  ["no", "x"],
])("%s session token is an invalid subject token", (_what, token) => {
  expect(exchange(makeApi(), { subject_token: token })).toMatchObject({
    status: 400,
    answer: { error: "invalid_subject_token" },
  });
});

test("a refresh token is rotated, and stays good until the one that replaced it is used", () => {
  const api = makeApi();
  const first = exchange(api).answer.refresh_token;
  const second = refresh(api, first).answer.refresh_token;
  expect(refresh(api, first).status).toBe(200);
  expect(refresh(api, second).status).toBe(200);
  expect(refresh(api, first)).toMatchObject({ status: 400, answer: { error: "invalid_grant" } });
  expect(refresh(api, second).status).toBe(200);
});

test("an access token ends after an hour", () => {
  let now = 0;
  const tokens = createTokens(
    () => {},
    () => now,
  );
  const { access } = tokens.issue();
  now = 3_599_999;
  expect(tokens.isGood(access)).toBe(true);
  now = 3_600_000;
  expect(tokens.isGood(access)).toBe(false);
});

test("grants that were written down are good after a restart", () => {
  const kept: Grant[] = [];
  const before = createTokens((grant) => kept.push(grant));
  const first = before.issue();
  const second = before.rotate(first.refresh);
  before.rotate(second?.refresh ?? "");
  const after = createTokens(() => {});
  for (const grant of kept) after.restore(grant);
  expect([after.isGood(first.access), after.rotate(first.refresh)]).toEqual([true, null]);
  expect(after.rotate(second?.refresh ?? "")).not.toBeNull();
});

test("a wrong secret is refused, and a token that never expires is not simulated", () => {
  expect(exchange(makeApi(), { client_secret: "guess" }).answer.error).toBe("invalid_client");
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(exchange(makeApi(), { expiring: "0" }).answer.error_description).toContain("not simulated");
  expect(said).toHaveBeenCalled();
  said.mockRestore();
});
