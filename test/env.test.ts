import { expect, test } from "vitest";
import { readEnvironment } from "#app/env.server.ts";

const complete = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "canary-secret",
  SHOPIFY_APP_URL: "https://tributary.example.com",
  DATABASE_URL: "postgres://localhost/tributary",
  ENCRYPTION_KEYS: `now:${Buffer.alloc(32).toString("base64")},before:${Buffer.alloc(32, 1).toString("base64")}`,
};

test("a complete environment is read, with defaults for what has one", () => {
  expect(readEnvironment(complete)).toMatchObject({
    SHOPIFY_API_KEY: "key",
    LOG_LEVEL: "info",
    WORKER_LOOPS: 4,
    ENCRYPTION_KEYS: { length: 2 },
  });
});

test("every missing name is listed at once, with what it is for and where to get it", () => {
  const read = () => readEnvironment({ SHOPIFY_API_KEY: "key" });
  expect(read).toThrow(
    /SHOPIFY_API_SECRET is missing: the app's client secret[\s\S]*SHOPIFY_APP_URL[\s\S]*DATABASE_URL[\s\S]*ENCRYPTION_KEYS is missing/,
  );
  expect(read).not.toThrow(/SHOPIFY_API_KEY/);
});

test.each([
  ["DATABASE_URL", "mysql://localhost"],
  ["ENCRYPTION_KEYS", "canary-too-short"],
  ["SHOPIFY_APP_URL", "tributary"],
  ["WORKER_LOOPS", "0"],
])("%s that cannot be used is named, and its value kept to itself", (name, value) => {
  const read = () => readEnvironment({ ...complete, [name]: value });
  expect(read).toThrow(`${name} is not usable`);
  expect(read).not.toThrow(/canary/);
});
