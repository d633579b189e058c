import path from "node:path";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { type Block, type Extension, readExtensions } from "#test/sandbox/storefront/extension.ts";
import { createRenderer } from "#test/sandbox/storefront/liquid.ts";
import { isAllowedOn, settingsOf } from "#test/sandbox/storefront/schema.ts";
import type { BlockChoice, StorefrontSettings } from "#test/sandbox/storefront/settings.ts";

/** What the blocks of a page come to: HTML by place, and the files they bring, each once. */
export type Rendered = {
  readonly section: string;
  readonly head: string;
  readonly body: string;
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
};

/** What the language and the money of a page are. */
type Tongue = { readonly locale: string; readonly currency: string };

/** The pages on which the played shop has put the blocks of apps. */
const PLACES = ["index", "product"];
export const NO_BLOCKS: Rendered = { section: "", head: "", body: "", styles: [], scripts: [] };

/** What the theme editor says of a block: switched on in the played shop, its settings as they are. */
export function choiceOf({ blocks }: StorefrontSettings, { handle }: Block): BlockChoice {
  return blocks[handle] ?? { isOn: true, settings: {} };
}

/** Renders the embeds of every page and the blocks that stand on this one. */
export function renderBlocks(
  folder: string,
  settings: StorefrontSettings,
  template: string,
  objects: Readonly<Record<string, unknown>>,
  tongue: Tongue,
): Rendered {
  const shown = readExtensions(folder).flatMap((extension) =>
    extension.blocks
      .filter((block) => isShown(block, settings, template))
      .map((block) => ({ extension, block, html: renderBlock(extension, block, settings, objects, tongue) })),
  );
  const at = (target: string) =>
    shown.flatMap(({ block, html }) => (block.schema.target === target ? [html] : [])).join("\n");
  const files = (kind: "javascript" | "stylesheet") => [
    ...new Set(
      shown.flatMap(({ extension, block }) => {
        const name = block.schema[kind];
        return name === undefined ? [] : [assetsOf(extension) + encodeURIComponent(name)];
      }),
    ),
  ];
  return {
    section: at("section"),
    head: at("head"),
    body: at("body"),
    styles: files("stylesheet"),
    scripts: files("javascript"),
  };
}

/** Where an extension's assets lie. */
export const assetsOf = ({ name }: Pick<Extension, "name">): string =>
  `/cdn/extensions/${encodeURIComponent(name)}/`;

function isShown(block: Block, settings: StorefrontSettings, template: string): boolean {
  if (!choiceOf(settings, block).isOn || !isAllowedOn(block.schema, template)) return false;
  return block.schema.target !== "section" || PLACES.includes(template);
}

function renderBlock(
  extension: Extension,
  block: Block,
  settings: StorefrontSettings,
  objects: Readonly<Record<string, unknown>>,
  { locale, currency }: Tongue,
): string {
  const { schema, handle, file } = block;
  const id = `A${extension.name}-${handle}`.replaceAll(/[^\w-]/g, "");
  const render = createRenderer({
    snippets: path.join(extension.folder, "snippets"),
    assets: assetsOf(extension),
    words: extension.words(locale),
    locale,
    currency,
  });
  const html = render(file, block.liquid, {
    ...objects,
    block: {
      id,
      type: `shopify://apps/${extension.name}/blocks/${handle}/${id}`,
      settings: settingsOf(schema, choiceOf(settings, block).settings),
      // Only in the theme editor Shopify writes something here.
      shopify_attributes: "",
    },
    section: { id: "apps" },
  });
  if (schema.target === "head") return html;
  const tag = schema.tag ?? "div";
  const kind = ["shopify-block", "shopify-app-block", schema.class].filter(Boolean).join(" ");
  return `<${tag} id="shopify-block-${id}" class="${escapeHtml(kind)}">${html}</${tag}>`;
}
