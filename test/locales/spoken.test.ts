import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import joinDa from "#app/locales/da/join.json" with { type: "json" };
import mailDa from "#app/locales/da/mail.json" with { type: "json" };
import joinDe from "#app/locales/de/join.json" with { type: "json" };
import mailDe from "#app/locales/de/mail.json" with { type: "json" };
import join from "#app/locales/en/join.json" with { type: "json" };
import mail from "#app/locales/en/mail.json" with { type: "json" };
import { sayIn } from "#app/locales/spoken.ts";

const app = path.resolve(import.meta.dirname, "../../app");
const source = ["creators", "flows", "routes", "ui"]
  .flatMap((folder) =>
    readdirSync(path.join(app, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFileSync(path.join(app, folder, file), "utf8")),
  )
  .join("\n");
const used = [...source.matchAll(/["`]((?:join|mail):[\w.${}]+)["`]/g)].map(([, key = ""]) => key);
const patterns = [...new Set(used)].map(
  (key) => new RegExp(`^${key.replace(/\$\{[^}]+\}/g, "\\w+").replaceAll(".", "\\.")}(_(one|other))?$`),
);

function textsOf(tree: object, trail: string): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === "object" ? textsOf(value, `${trail}${name}.`) : [[`${trail}${name}`, value]],
  );
}
const english = [...textsOf(join, "join:"), ...textsOf(mail, "mail:")];
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)[^}]*\}\}/g)].map(([, name]) => name).sort();

test.each([
  ["German", [...textsOf(joinDe, "join:"), ...textsOf(mailDe, "mail:")]],
  ["Danish", [...textsOf(joinDa, "join:"), ...textsOf(mailDa, "mail:")]],
] as const)(
  "%s says everything English says, with the same names in it, and nothing more",
  (_name, texts) => {
    expect(texts.map(([key, text]) => [key, holes(text)])).toEqual(
      english.map(([key, text]) => [key, holes(text)]),
    );
    const same = texts.filter(([key, text], at) => english[at]?.[1] === text && !/creators$/.test(key));
    expect(same).toEqual([]);
  },
);

test("every text of pages and mails is asked for, and every key that is asked for is written", () => {
  expect(patterns.length).toBeGreaterThan(40);
  const keys = english.map(([key]) => key);
  expect(keys.filter((key) => !patterns.some((form) => form.test(key)))).toEqual([]);
  expect(patterns.filter((form) => !keys.some((key) => form.test(key)))).toEqual([]);
});

test("each language counts its own way, and shows what was typed as it was typed", () => {
  expect(sayIn("en")("join:problems", { count: 1 })).toBe("One thing needs another look:");
  expect(sayIn("de")("join:problems", { count: 2 })).toBe("2 Sachen stimmen noch nicht:");
  expect(sayIn("da")("mail:hello", { name: "<b>$t(join:send){{x}}" })).toBe("Hej <b>$t(join:send){{x}}");
  expect(sayIn("de")).toBe(sayIn("de"));
});
