import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { type BlockSchema, readSchema } from "#test/sandbox/storefront/schema.ts";
import { readWords, type Words } from "#test/sandbox/storefront/words.ts";

/** A block or embed of a theme app extension. `handle` is its file's name without `.liquid`. */
export type Block = {
  readonly handle: string;
  /** As a person finds it: `rewards-theme/blocks/greeting.liquid`. */
  readonly file: string;
  readonly liquid: string;
  readonly schema: BlockSchema;
};

/** A theme app extension as it lies in its folder. */
export type Extension = {
  readonly name: string;
  readonly folder: string;
  readonly blocks: readonly Block[];
  /** What `t` finds in a language, and what the theme editor calls things. */
  readonly words: (locale: string) => Words;
  readonly schemaWords: (locale: string) => Words;
};

/** Reads the theme extensions below a folder; none when there is no such folder. They are read anew for each page. */
export function readExtensions(folder: string): Extension[] {
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder).filter((name) => isTheme(path.join(folder, name)));
  return found.sort().map((name) => readExtension(path.join(folder, name), name));
}

/** A file of an extension's `assets`; null for a name that is none. */
export function readAsset({ folder }: Pick<Extension, "folder">, name: string): Buffer | null {
  if (!/^[\w-]+(\.[\w-]+)+$/.test(name)) return null;
  const file = path.join(folder, "assets", name);
  return existsSync(file) ? readFileSync(file) : null;
}

function isTheme(folder: string): boolean {
  const file = path.join(folder, "shopify.extension.toml");
  if (!existsSync(file)) return false;
  const toml = parse(readFileSync(file, "utf8")) as { type?: unknown; extensions?: { type?: unknown }[] };
  return [toml, ...(toml.extensions ?? [])].some(({ type }) => type === "theme");
}

function readExtension(folder: string, name: string): Extension {
  const blocks = path.join(folder, "blocks");
  const files = existsSync(blocks) ? readdirSync(blocks).filter((file) => file.endsWith(".liquid")) : [];
  const locales = path.join(folder, "locales");
  return {
    name,
    folder,
    blocks: files.sort().map((each) => {
      const file = `${name}/blocks/${each}`;
      const { liquid, schema } = readSchema(readFileSync(path.join(blocks, each), "utf8"), file);
      return { handle: each.replace(/\.liquid$/, ""), file, liquid, schema };
    }),
    words: (locale) => readWords(locales, locale, ""),
    schemaWords: (locale) => readWords(locales, locale, ".schema"),
  };
}
