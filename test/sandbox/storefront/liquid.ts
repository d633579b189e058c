import path from "node:path";
import { Liquid, Tag, type TagToken, type Template, type TopLevelToken } from "liquidjs";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { Unrenderable } from "#test/sandbox/storefront/unrenderable.ts";
import type { Words } from "#test/sandbox/storefront/words.ts";

/** What Liquid of one origin, the theme's or an extension's, may reach beside the page's objects. */
export type Surroundings = {
  /** The folder of its snippets. */
  readonly snippets: string;
  /** Where its assets lie: `/cdn/theme/`. */
  readonly assets: string;
  readonly words: Words;
  /** The language money is written in, and the shop's currency. */
  readonly locale: string;
  readonly currency: string;
};

/** The tags and filters of Liquid that theme and extension use, and that work here as in Shopify; add one when one is needed. */
export const TAGS = "assign comment for if layout render unless".split(" ");
export const FILTERS = "append default escape".split(" ");

type Renderer = (file: string, liquid: string, objects: Readonly<Record<string, unknown>>) => string;

/**
 * Renders Liquid as Shopify does, as far as it is simulated: a tag, a filter, an object or a text that is not there makes
 * the page fail with its name, instead of being left out.
 */
export function createRenderer(around: Surroundings): Renderer {
  const engine = new Liquid({
    root: around.snippets,
    extname: ".liquid",
    strictFilters: true,
    ownPropertyOnly: true,
  });
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) delete engine.filters[name];
  engine.registerTag("layout", LayoutNone);
  for (const [name, filter] of Object.entries(filtersOf(around))) engine.registerFilter(name, filter);

  return (file, liquid, objects) => {
    try {
      const templates: Template[] = engine.parse(liquid, path.basename(file));
      const strange = engine.globalVariablesSync(templates).filter((name) => !Object.hasOwn(objects, name));
      if (strange.length > 0) throw new Error(`the object ${strange.join(", ")}`);
      return String(engine.renderSync(templates, {}, { globals: objects }));
    } catch (error) {
      if (error instanceof Unrenderable) throw error;
      throw new Unrenderable(file, error instanceof Error ? error.message : String(error));
    }
  };
}

/** Whether Liquid asks not to be put into the theme's layout. */
export const hasNoLayout = (liquid: string): boolean => /{%-?\s*layout\s+none\s*-?%}/.test(liquid);

/** Money as the page's objects have it, in hundredths whatever the currency, in the words of a language. */
export function inMoney(hundredths: number, locale: string, currency: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(hundredths / 100);
}

type Pair = readonly [name: string, value: unknown];

function filtersOf({ assets, words, locale, currency }: Surroundings) {
  return {
    asset_url: (name: string) => assets + encodeURIComponent(name),
    stylesheet_tag: (url: string) =>
      `<link href="${escapeHtml(url)}" rel="stylesheet" type="text/css" media="all" />`,
    money: (hundredths: number) => inMoney(Number(hundredths), locale, currency),
    json: (value: unknown) =>
      JSON.stringify(value ?? null).replaceAll(
        /[<>&\u2028\u2029]/g,
        (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
      ),
    t(key: string, ...pairs: Pair[]) {
      const given = new Map(pairs);
      const count = given.get("count");
      const text = words(key, typeof count === "number" ? count : undefined);
      if (text === null) throw new Error(`the text "${key}" in ${locale}`);
      const filled = text.replaceAll(/{{\s*(\w+)\s*}}/g, (hole, name) =>
        given.has(name) ? String(given.get(name) ?? "") : hole,
      );
      return key.endsWith("_html") ? filled : escapeHtml(filled);
    },
  };
}

/** `{% layout none %}`, the only form that an app's answer has; what it means is read by `hasNoLayout`. */
class LayoutNone extends Tag {
  constructor(token: TagToken, rest: TopLevelToken[], liquid: Liquid) {
    super(token, rest, liquid);
    if (token.args.trim() !== "none") throw new Error(`the tag {% layout ${token.args} %}`);
  }
  render(): void {}
}
