import { afterEach, beforeEach, expect } from "vitest";

/** What was said on console.error and console.warn: an unexpected word there fails the test. */
const said: string[] = [];
const real = { error: console.error, warn: console.warn };

beforeEach(() => {
  said.length = 0;
  for (const level of ["error", "warn"] as const) {
    console[level] = (...words: unknown[]) => {
      said.push(`${level}: ${words.map(String).join(" ")}`);
    };
  }
});

afterEach(() => {
  Object.assign(console, real);
  expect(said, "console.error and console.warn must stay silent").toEqual([]);
});
