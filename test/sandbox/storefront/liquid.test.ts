import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { renderBlocks } from "#test/sandbox/storefront/app-blocks.ts";
import { createRenderer, FILTERS, TAGS } from "#test/sandbox/storefront/liquid.ts";
import { everyPage } from "#test/sandbox/storefront/objects.ts";
import { AS_PLAYED } from "#test/sandbox/storefront/settings.ts";

const SOUND = path.join(import.meta.dirname, "fixtures/sound");
const OBJECTS = everyPage({
  shop: { name: "Demo", domain: "demo.myshopify.com", currency: "EUR" },
  origin: "http://localhost:4401",
  path: "/",
  template: "index",
  title: "Home",
  locale: "en",
});
const WORDS: Record<string, string> = {
  hello: "Hello {{ name }} & all",
  hello_html: "<b>{{ name }}</b>",
  plain: "10 %",
};
const render = (liquid: string, objects: Record<string, unknown> = {}) =>
  createRenderer({
    snippets: "/nowhere",
    assets: "/cdn/x/",
    words: (key) => WORDS[key] ?? null,
    locale: "en",
    currency: "EUR",
  })("x/blocks/one.liquid", liquid, objects);

/** What is said aloud meanwhile. */
function aloud(act: () => void): string {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    act();
    return said.mock.calls.flat().join("\n");
  } finally {
    said.mockRestore();
  }
}

test.each([
  ["a filter", "{{ 'x' | upcase }}", "undefined filter: upcase"],
  ["a filter of other Liquids that Shopify has not", "{{ x | jsonify }}", "undefined filter: jsonify"],
  ["a tag", "{% include 'x' %}", 'tag "include" not found'],
  ["an object", "{% if blogs %}{% endif %}", "the object blogs"],
  ["a text", "{{ 'nobody.wrote' | t }}", 'the text "nobody.wrote" in en'],
  ["a layout", "{% layout 'other' %}", "the tag {% layout 'other' %}"],
])("%s that is not simulated is said with its file, never left out", (_what, liquid, name) => {
  const told = aloud(() => {
    expect(() => render(liquid, { x: 1 })).toThrow(name);
    expect(() => render(liquid, { x: 1 })).toThrow("x/blocks/one.liquid: ");
  });
  expect(told).toContain("sandbox: not simulated: x/blocks/one.liquid: ");
});

test("every tag and filter that works here is one of Shopify's", () => {
  const data = path.dirname(
    createRequire(import.meta.url).resolve("@shopify/theme-check-docs-updater/package.json"),
  );
  const names = (file: string) =>
    (
      JSON.parse(readFileSync(path.join(data, "data", file), "utf8")) as {
        name: string;
        aliases?: string[];
      }[]
    ).flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const own = ["asset_url", "stylesheet_tag", "money", "json"];
  expect(names("filters.json")).toEqual(expect.arrayContaining([...FILTERS, ...own]));
  // Only apps' answers have a layout tag in this form.
  const tags = TAGS.filter((name) => name !== "layout");
  expect(names("tags.json")).toEqual(expect.arrayContaining(tags));
});

test("texts are escaped but for keys that end in _html, and holes without a value stay", () => {
  const name = "<i>";
  expect(render("{{ 'hello' | t: name: name }}", { name })).toBe("Hello &lt;i&gt; &amp; all");
  expect(render("{{ 'hello_html' | t: name: name }}", { name })).toBe("<b><i></b>");
  expect(render("{{ 'hello' | t }}")).toBe("Hello {{ name }} &amp; all");
  expect(render("{{ 'plain' | t | append: ' off' }}")).toBe("10 % off");
});

test("JSON cannot end the script it stands in; money is in the page's own words", () => {
  const value = { a: "</script><!--&", n: 1 };
  const json = render("{{ value | json }}", { value });
  expect(json).not.toMatch(/[<>&]/);
  expect(JSON.parse(json)).toEqual(value);
  expect(render("{{ 2450 | money }} {{ 'x.css' | asset_url | stylesheet_tag }}")).toBe(
    '€24.50 <link href="/cdn/x/x.css" rel="stylesheet" type="text/css" media="all" />',
  );
});

test("what is empty, nil or missing is as in Shopify's Liquid", () => {
  expect(
    render(
      "{% if a.b %}x{% else %}y{% endif %}{{ a.b }}{% if s %}t{% endif %}{% if s == blank %}b{% endif %}",
      { a: {}, s: "" },
    ),
  ).toBe("ytb");
});

const blocks = (over: object = {}, template = "index", locale = "en") =>
  renderBlocks(SOUND, { ...AS_PLAYED, ...over }, template, OBJECTS, { locale, currency: "EUR" });

test("an embed stands on every page with its files, a block on the home page and on products", () => {
  const home = blocks();
  expect(home.section).toContain(
    '<div id="shopify-block-Asample-greeting" class="shopify-block shopify-app-block">',
  );
  expect(home.section).toContain("Ada &lt;b&gt; sent you");
  expect(home.body).toContain('data-shop="demo.myshopify.com"');
  expect([home.scripts, home.styles]).toEqual([
    ["/cdn/extensions/sample/sample.js"],
    ["/cdn/extensions/sample/sample.css"],
  ]);
  expect(blocks({}, "product").section).not.toBe("");
  expect([blocks({}, "cart").section, blocks({}, "collection").section]).toEqual(["", ""]);
  expect(blocks({}, "cart").body).not.toBe("");
});

test("a block's settings are the theme editor's, else its defaults, and one that is off is nowhere", () => {
  expect(blocks().body).toContain(
    '{"proxy_path":"/apps/tributary","is_loud":false,"patience":3,"tone":"cool"}',
  );
  const chosen = {
    embed: { isOn: true, settings: { patience: 9 } },
    greeting: { isOn: false, settings: {} },
  };
  const other = blocks({ blocks: chosen });
  expect([other.section, other.body.includes('"patience":9')]).toEqual(["", true]);
});

test("a language says its own texts, and what it lacks in English", () => {
  expect(blocks({}, "index", "de").section).toContain("Ada &lt;b&gt; schickt Sie");
  expect(blocks({}, "index", "de").section).toContain('aria-label="A greeting"');
});

test.each([
  ["no schema", "<p></p>", "one {% schema %}"],
  ["a schema that is no JSON", "{% schema %}{ 'name': 1 }{% endschema %}", "its schema is no JSON"],
  [
    "a setting of another type",
    '{% schema %}{"name":"x","target":"section","settings":[{"type":"video","id":"v"}]}{% endschema %}',
    'the setting type "video"',
  ],
  ["another target", '{% schema %}{"name":"x","target":"footer"}{% endschema %}', 'the target "footer"'],
  [
    "another key",
    '{% schema %}{"name":"x","target":"body","presets":[]}{% endschema %}',
    "the schema's presets",
  ],
  [
    "a snippet that is not there",
    '{% render \'gone\' %}{% schema %}{"name":"x","target":"body"}{% endschema %}',
    "gone",
  ],
])("a block with %s makes the page fail with its file", (_what, liquid, why) => {
  const folder = mkdtempSync(path.join(tmpdir(), "extension-"));
  mkdirSync(path.join(folder, "bad", "blocks"), { recursive: true });
  writeFileSync(path.join(folder, "bad", "shopify.extension.toml"), 'type = "theme"');
  writeFileSync(path.join(folder, "bad", "blocks", "one.liquid"), liquid);
  const show = () => renderBlocks(folder, AS_PLAYED, "index", OBJECTS, { locale: "en", currency: "EUR" });
  aloud(() => {
    expect(show).toThrow(why);
    expect(show).toThrow("bad/blocks/one.liquid: ");
  });
});
