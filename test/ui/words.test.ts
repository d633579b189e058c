import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import creators from "#app/locales/en/creators.json" with { type: "json" };
import deliveries from "#app/locales/en/deliveries.json" with { type: "json" };
import front from "#app/locales/en/front.json" with { type: "json" };
import health from "#app/locales/en/health.json" with { type: "json" };
import orders from "#app/locales/en/orders.json" with { type: "json" };
import privacy from "#app/locales/en/privacy.json" with { type: "json" };
import shell from "#app/locales/en/shell.json" with { type: "json" };
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";

const app = path.resolve(import.meta.dirname, "../../app");
const source = ["routes", "ui", "locales", "."]
  .flatMap((folder) =>
    readdirSync(path.join(app, folder), { recursive: folder !== ".", encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(app, folder, file), "utf8")),
  )
  .join("\n");

/** Keys as they stand in the code: whole ones, and those put together, of which each hole stands for one word. */
const used = [
  ...source.matchAll(/["`]((?:shell|creators|orders|front|health|deliveries|privacy):[\w.${}]+)["`]/g),
].map(([, key = ""]) => key);
const patterns = [...new Set(used)].map((key) => ({
  key,
  form: new RegExp(`^${key.replace(/\$\{[^}]+\}/g, "\\w+").replaceAll(".", "\\.")}(_(one|other))?$`),
}));

function keysOf(tree: object, trail: string): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "object" ? keysOf(value, `${trail}${name}.`) : [`${trail}${name}`],
  );
}
const files = { shell, creators, orders, front, health, deliveries, privacy };
const written = Object.entries(files).flatMap(([name, words]) => keysOf(words, `${name}:`));

test("every key the pages ask for is written", () => {
  expect(patterns.length).toBeGreaterThan(50);
  expect(patterns.filter(({ form }) => !written.some((key) => form.test(key))).map(({ key }) => key)).toEqual(
    [],
  );
});

test("every text that is written is asked for", () => {
  expect(written.filter((key) => !patterns.some(({ form }) => form.test(key)))).toEqual([]);
});

test("words are ready at once, and the same instance every time", () => {
  expect(tabTitle("Creators")).toBe("Creators · Tributary");
  expect(wordsIn(LANGUAGE)).toBe(wordsIn(LANGUAGE));
  expect(wordsIn("en").t("creators:figures.orders", { count: 1 })).toBe("1 order");
  expect(wordsIn("en").t("creators:figures.orders", { count: 12345 })).toBe("12,345 orders");
});

test("what merchants typed is shown as they typed it", () => {
  expect(wordsIn("en").t("creators:noMatch.title", { search: "<b>&" })).toBe("No creator matches “<b>&”");
  expect(wordsIn("en").t("creators:codes.copied", { code: "$t(shell:app){{x}}" })).toBe(
    "$t(shell:app){{x}} copied",
  );
});
