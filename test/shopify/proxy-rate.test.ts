import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdBack } from "#app/shopify/proxy-rate.server.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-03-01T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const asked = (client: string, shopDomain = "demo.myshopify.com") => ({
  ...{ shopDomain, client },
  ...{ customerId: null, asked: new Map<string, string>() },
});
/** "passed", or the seconds to wait. */
async function answerTo(rate: Parameters<typeof holdBack>[0], client: string, shop?: string) {
  try {
    await holdBack(rate, asked(client, shop));
    return "passed";
  } catch (refusal) {
    expect((refusal as Response).status).toBe(429);
    return Number((refusal as Response).headers.get("Retry-After"));
  }
}

test("a client passes so often a minute, then is told when to come back; others and other shops pass meanwhile", async () => {
  const rate = { name: "of-client", ofClient: 3 };
  for (let time = 0; time < 3; time++) expect(await answerTo(rate, "203.0.113.7")).toBe("passed");
  vi.advanceTimersByTime(20_500);
  expect(await answerTo(rate, "203.0.113.7")).toBe(40);
  expect(await answerTo(rate, "203.0.113.8")).toBe("passed");
  expect(await answerTo(rate, "203.0.113.7", "other.myshopify.com")).toBe("passed");
  vi.advanceTimersByTime(39_501);
  expect(await answerTo(rate, "203.0.113.7")).toBe("passed");
});

test("all clients of a shop together pass so often, and another shop's are not held back by them", async () => {
  const rate = { name: "of-shop", ofClient: 3, ofShop: 5 };
  for (let client = 0; client < 5; client++) expect(await answerTo(rate, `10.0.0.${client}`)).toBe("passed");
  expect(await answerTo(rate, "10.0.0.99")).toBe(60);
  expect(await answerTo(rate, "10.0.0.99", "other.myshopify.com")).toBe("passed");
});

test("who is held back is not counted for the shop: one client cannot use up what is everybody's", async () => {
  const rate = { name: "greedy", ofClient: 2, ofShop: 5 };
  for (let time = 0; time < 50; time++) await answerTo(rate, "203.0.113.7");
  expect(await answerTo(rate, "203.0.113.8")).toBe("passed");
});

test("each rate counts for itself", async () => {
  expect(await answerTo({ name: "one", ofClient: 1 }, "203.0.113.7")).toBe("passed");
  expect(await answerTo({ name: "two", ofClient: 1 }, "203.0.113.7")).toBe("passed");
  expect(await answerTo({ name: "one", ofClient: 1 }, "203.0.113.7")).toBe(60);
});

test("a flood of addresses keeps no more than 32,768 counters, and a minute later none", async () => {
  const before = vi.getTimerCount();
  const rate = { name: "flood", ofClient: 1_000 };
  for (let client = 0; client < 100_000; client++) await holdBack(rate, asked(`2001:db8::${client}`));
  expect(vi.getTimerCount() - before).toBeLessThanOrEqual(32_768);
  expect(vi.getTimerCount() - before).toBeGreaterThan(25_000);
  vi.advanceTimersByTime(60_001);
  expect(vi.getTimerCount() - before).toBe(0);
});
