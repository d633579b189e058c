import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A theme app extension as it lies in its folder, read without anybody's code. */
export type Extension = {
  readonly blocks: readonly { readonly file: string; readonly liquid: string; readonly schema: Schema }[];
  /** By file name: `de.schema.json`. */
  readonly locales: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly assets: ReadonlyMap<string, Buffer>;
};

export type Setting = {
  readonly type: string;
  readonly id?: string;
  readonly default?: unknown;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly [words: string]: unknown;
};
export type Schema = {
  readonly name?: string;
  readonly target?: string;
  readonly javascript?: string;
  readonly stylesheet?: string;
  readonly settings?: readonly Setting[];
  readonly [key: string]: unknown;
};

/** Reads a theme app extension. */
export function readExtension(folder: string): Extension {
  const files = (below: string) => {
    const where = path.join(folder, below);
    return readdirSync(where).map((file) => [file, readFileSync(path.join(where, file))] as const);
  };
  return {
    assets: new Map(files("assets")),
    locales: new Map(files("locales").map(([file, text]) => [file, flat(JSON.parse(String(text)))])),
    blocks: files("blocks").map(([file, text]) => ({ file, ...cut(String(text)) })),
  };
}

/** A block's Liquid, and the schema at its end. */
export function cut(text: string): { liquid: string; schema: Schema } {
  const [whole = "", json = "{}"] = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema\s*-?%}/.exec(text) ?? [];
  return { liquid: text.replace(whole, ""), schema: JSON.parse(json) };
}

/** Texts by their dotted keys. */
function flat(tree: object, above = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === "string" ? [[above + name, value] as const] : [...flat(value, `${above}${name}.`)],
    ),
  );
}
