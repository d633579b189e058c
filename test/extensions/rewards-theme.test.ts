import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { themeCheckRun } from "@shopify/theme-check-node";
import { afterAll, expect, test } from "vitest";
import { schemaOffences, textOffences } from "#test/extensions/offences.ts";
import { cut, readExtension } from "#test/extensions/read.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../extensions/rewards-theme");
const extension = readExtension(FOLDER);
const copy = mkdtempSync(path.join(tmpdir(), "tributary-theme-"));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What Shopify's own checker says, with what it brings: nothing is fetched. */
async function themeCheck(folder: string): Promise<string[]> {
  const { offenses, theme } = await themeCheckRun(folder, "theme-check:theme-app-extension", () => {});
  expect(theme.length).toBeGreaterThan(7);
  return offenses.map(({ check, message, uri }) => `${path.basename(uri)}: ${check}: ${message}`);
}

test("Shopify's theme check finds nothing, of any severity", async () => {
  expect(await themeCheck(FOLDER)).toEqual([]);
});

test("theme check would find an unknown filter, a text that is not there, and a language that lacks one", async () => {
  cpSync(FOLDER, copy, { recursive: true });
  const edit = (file: string, find: string, replace: string) => {
    const where = path.join(copy, file);
    const sound = readFileSync(where, "utf8");
    expect(sound).toContain(find);
    writeFileSync(where, sound.replace(find, replace));
  };
  edit("blocks/embed.liquid", "| escape", "| escapee");
  edit("blocks/greeting.liquid", "'greeting.limited'", "'greeting.limitless'");
  edit("locales/da.json", '"otherwise"', '"otherwhen"');
  const found = (await themeCheck(copy)).join("\n");
  for (const check of ["UnknownFilter", "TranslationKeyExists", "MatchingTranslations"])
    expect(found).toContain(check);
});

test("every schema is one that Shopify takes, and each of its words is there in English, German and Danish", () => {
  expect(extension.blocks.map(({ file }) => file)).toEqual(["embed.liquid", "greeting.liquid"]);
  expect(extension.locales.size).toBe(6);
  expect(schemaOffences(extension)).toEqual([]);
});

test("every text for shoppers is there in all languages, filled alike, and settings are escaped", () => {
  expect(textOffences(extension)).toEqual([]);
});

test.each([
  ['"type": "text"', '"type": "txt"', "no setting type"],
  ['"target": "body"', '"target": "footer"', "no target"],
  ['"t:embed.name"', '"Tributary"', "is not translated"],
  ['"t:embed.name"', '"t:embed.about"', "more than 24 letters"],
  ['"t:proxy_path.label"', '"t:proxy_path.lable"', "has no proxy_path.lable"],
  ['"tributary.js"', '"tributary.mjs"', "no asset"],
  ['"default": "/apps/tributary"', '"default": ""', "may not be empty"],
  ['"id": "proxy_path",', "", "an id is what inputs have"],
  ['"settings"', '"setings": [], "settings"', 'no "setings"'],
])("our own check would find %s written as %s", (find, replace, said) => {
  const liquid = readFileSync(path.join(FOLDER, "blocks/embed.liquid"), "utf8");
  expect(liquid).toContain(find);
  const blocks = [{ file: "embed.liquid", ...cut(liquid.replace(find, replace)) }];
  expect(schemaOffences({ ...extension, blocks }).join("\n")).toContain(said);
});

test("our own check would find a setting that is printed as it is", () => {
  const blocks = [{ file: "x", liquid: "{{ block.settings.ink }}", schema: {} }];
  expect(textOffences({ ...extension, blocks })).toEqual(["x: {{ block.settings.ink }} is not escaped"]);
});

test("all script of the extension is at most 4 KB on the wire, its style 1 KB, a language 15 KB", () => {
  const inline = extension.blocks.flatMap(({ liquid }) =>
    [...liquid.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, script = ""]) => Buffer.from(script)),
  );
  expect(inline).toHaveLength(1);
  const files = [...extension.assets];
  const of = (ending: string) => files.filter(([name]) => name.endsWith(ending)).map(([, bytes]) => bytes);
  expect(files.map(([name]) => name).filter((name) => !/\.(js|css)$/.test(name))).toEqual([]);
  const gzipped = (parts: readonly Buffer[]) =>
    parts.reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0);
  expect(gzipped([...of(".js"), ...inline])).toBeLessThanOrEqual(4096);
  expect(gzipped(of(".css"))).toBeLessThanOrEqual(1024);
  for (const file of extension.locales.keys())
    expect(readFileSync(path.join(FOLDER, "locales", file)).length).toBeLessThan(15 * 1024);
});
