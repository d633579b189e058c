import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { API_FAULTS, type ApiFault } from "#test/sandbox/admin-api/faults.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";
import { openStandIn } from "#test/sandbox/stand-in-fixture.ts";
import { exchange, graphql } from "#test/sandbox/wire-fixture.ts";

let standIn: StandIn;

beforeAll(async () => {
  standIn = await openStandIn(4630);
});

afterAll(() => standIn.stop());
afterEach(() => standIn.faults.calm());

const tokenOf = async () => JSON.parse((await exchange(standIn)).text).access_token as string;
const ASK = "{ shop { name } }";
const END = (code: string) =>
  `mutation { discountCodeBasicCreate(basicCodeDiscount: { title: "${code}", code: "${code}", startsAt: "2026-01-01T00:00:00Z", context: { all: ALL }, customerGets: { items: { all: true }, value: { percentage: 0.1 } } }) { userErrors { code } } }`;

test.each<[ApiFault, object]>([
  ["server-error", { status: 502, headers: { "content-type": "text/html" } }],
  ["html", { status: 200, headers: { "content-type": "text/html" } }],
  ["too-many", { status: 429, headers: { "retry-after": "1.0" } }],
  ["throttled", { status: 200, text: expect.stringContaining('"code":"THROTTLED"') }],
])(
  "%s: the next call goes wrong so, the one after it is answered, and the counts prove it",
  async (fault, wrong) => {
    const token = await tokenOf();
    const before = standIn.faults.fired()[fault];
    standIn.faults.next(fault, 1);
    expect(standIn.faults.coming()[fault]).toBe(1);
    expect(await graphql(standIn, token, ASK)).toMatchObject(wrong);
    expect([standIn.faults.coming()[fault], standIn.faults.fired()[fault]]).toEqual([0, before + 1]);
    if (fault === "throttled") await pause(150);
    expect(JSON.parse((await graphql(standIn, token, ASK)).text).data.shop.name).toBe("Demo");
  },
);

test("truncated: the answer ends in its middle and is no JSON", async () => {
  standIn.faults.next("truncated", 1);
  const { status, text } = await graphql(standIn, await tokenOf(), ASK);
  expect([status, text.startsWith('{"data"')]).toEqual([200, true]);
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
});

test("token-expired: every access token is dead, and a new one is good", async () => {
  const [one, two] = [await tokenOf(), await tokenOf()];
  standIn.faults.next("token-expired", 1);
  expect((await graphql(standIn, one, ASK)).status).toBe(401);
  expect((await graphql(standIn, two, ASK)).status).toBe(401);
  expect((await graphql(standIn, await tokenOf(), ASK)).status).toBe(200);
});

test("no-expires-in: the tokens come without their end, once", async () => {
  standIn.faults.next("no-expires-in", 1);
  const first = JSON.parse((await exchange(standIn)).text);
  expect(Object.keys(first)).toEqual(["access_token", "scope", "refresh_token", "refresh_token_expires_in"]);
  expect(JSON.parse((await exchange(standIn)).text)).toMatchObject({ expires_in: 3600 });
});

test("lost-reply: the code is made, the line goes dead; a question does not suffer it", async () => {
  const token = await tokenOf();
  standIn.faults.next("lost-reply", 1);
  expect((await graphql(standIn, token, ASK)).status).toBe(200);
  await expect(graphql(standIn, token, END("LOST"))).rejects.toThrow(/hang up|reset/);
  expect(standIn.shop.discounts.find("LOST")).not.toBeNull();
  expect(standIn.faults.fired()["lost-reply"]).toBe(1);
});

test("slow: no answer comes as long as the app would wait", async () => {
  standIn.faults.next("slow", 1);
  const answer = graphql(standIn, await tokenOf(), ASK).catch(() => "gave up");
  expect(await Promise.race([answer, pause(1500, "silence")])).toBe("silence");
  expect(standIn.faults.fired().slow).toBe(1);
});

test("calm weather: what was to come does not come, what came stays counted", async () => {
  const before = standIn.faults.fired();
  for (const fault of API_FAULTS) standIn.faults.next(fault, 3);
  standIn.faults.calm();
  expect((await graphql(standIn, await tokenOf(), ASK)).status).toBe(200);
  expect(standIn.faults.fired()).toEqual(before);
});
