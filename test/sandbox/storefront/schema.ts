import type { SettingValue } from "#test/sandbox/storefront/settings.ts";
import { Unrenderable } from "#test/sandbox/storefront/unrenderable.ts";

/** Where a block can stand: in a section of a page, or as an embed at the end of the page's head or body. */
export type Target = "section" | "head" | "body";

/** One setting of a block. `label`, `info` and the like may be keys, such as `t:settings.heading`. */
export type Setting = {
  readonly type: string;
  readonly id?: string;
  readonly label?: string;
  readonly info?: string;
  readonly content?: string;
  readonly default?: SettingValue;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly unit?: string;
};

/** The `{% schema %}` of a block, as far as it is simulated. */
export type BlockSchema = {
  readonly name: string;
  readonly target: Target;
  readonly javascript?: string;
  readonly stylesheet?: string;
  readonly tag?: string;
  readonly class?: string;
  readonly enabled_on?: { readonly templates?: readonly string[] };
  readonly disabled_on?: { readonly templates?: readonly string[] };
  readonly settings: readonly Setting[];
};

const KEYS = "name target javascript stylesheet tag class enabled_on disabled_on settings".split(" ");
const TARGETS: readonly string[] = ["section", "head", "body"];
const TYPES =
  "checkbox color number paragraph header radio range select text textarea url inline_richtext richtext".split(
    " ",
  );
const BLOCK = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema\s*-?%}/g;

/** Takes the one `{% schema %}` out of a block's Liquid. What is not simulated in it is said aloud. */
export function readSchema(source: string, file: string): { liquid: string; schema: BlockSchema } {
  const [found, more] = source.matchAll(BLOCK);
  if (!found || more) throw new Unrenderable(file, "a block has one {% schema %}");
  const parsed = parse(found[1] ?? "", file);
  const schema: BlockSchema = { ...parsed, settings: parsed.settings ?? [] };
  const strange = Object.keys(schema).filter((key) => !KEYS.includes(key));
  if (strange.length > 0) throw new Unrenderable(file, `the schema's ${strange.join(", ")}`);
  if (!TARGETS.includes(schema.target)) throw new Unrenderable(file, `the target "${schema.target}"`);
  for (const { type } of schema.settings)
    if (!TYPES.includes(type)) throw new Unrenderable(file, `the setting type "${type}"`);
  return { liquid: source.replace(found[0], ""), schema };
}

/** The settings a block sees: what the theme editor says, else the default, else what Shopify gives a bare type. */
export function settingsOf(
  { settings }: BlockSchema,
  chosen: Readonly<Record<string, SettingValue>>,
): Record<string, SettingValue> {
  const inputs = settings.filter((one) => one.id !== undefined);
  return Object.fromEntries(inputs.map((one) => [one.id, chosen[one.id ?? ""] ?? one.default ?? bare(one)]));
}

/** Whether a block may stand on a page of this template. */
export function isAllowedOn({ enabled_on: on, disabled_on: off }: BlockSchema, template: string): boolean {
  const names = (list: { readonly templates?: readonly string[] } | undefined) =>
    list?.templates?.includes(template) || list?.templates?.includes("*") || false;
  return (on?.templates === undefined || names(on)) && !names(off);
}

function bare({ type, options, min }: Setting): SettingValue {
  if (type === "checkbox") return false;
  if (type === "range") return min ?? 0;
  return (type === "select" || type === "radio" ? options?.[0]?.value : undefined) ?? "";
}

function parse(text: string, file: string): BlockSchema {
  try {
    return JSON.parse(text) as BlockSchema;
  } catch (error) {
    throw new Unrenderable(file, `its schema is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}
