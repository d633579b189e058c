import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { LANGUAGE, NAMESPACES, tabTitle, wordsIn } from "#app/locales/words.ts";

const app = path.resolve(import.meta.dirname, "../../app");
const source = ["routes", "ui", "locales", "."]
  .flatMap((folder) =>
    readdirSync(path.join(app, folder), { recursive: folder !== ".", encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(app, folder, file), "utf8")),
  )
  .join("\n");

/** `because` is asked for by keys that decisions make: because.test.ts holds it to them. */
const spaces = NAMESPACES.filter((name) => name !== "because");
/** Keys as they stand in the code: whole ones, and those put together, of which each hole stands for one word. */
const asked = new RegExp(`["\`]((?:${spaces.join("|")}):[\\w.\${}]+)["\`]`, "g");
const used = [...source.matchAll(asked)].map(([, key = ""]) => key);
const patterns = [...new Set(used)].map((key) => ({
  key,
  form: new RegExp(`^${key.replace(/\$\{[^}]+\}/g, "[\\w-]+").replaceAll(".", "\\.")}(_(one|other))?$`),
}));

function keysOf(tree: object, trail: string): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "object" ? keysOf(value, `${trail}${name}.`) : [`${trail}${name}`],
  );
}
const written = spaces.flatMap((name) =>
  keysOf(JSON.parse(readFileSync(path.join(app, "locales", "en", `${name}.json`), "utf8")), `${name}:`),
);

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
  expect(wordsIn("en").t("creators:bulk.pick", { name: "<b>&" })).toBe("Select <b>&");
  expect(wordsIn("en").t("creators:codes.copied", { code: "$t(shell:app){{x}}" })).toBe(
    "$t(shell:app){{x}} copied",
  );
});
