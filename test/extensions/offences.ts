import type { Extension, Schema, Setting } from "#test/extensions/read.ts";

/** Shopify's input settings, sidebar settings, and where a block of an app may stand. */
const TYPES = new Set(
  `checkbox number radio range select text textarea article blog collection collection_list color color_background
   color_scheme font_picker html image_picker inline_richtext link_list liquid metaobject metaobject_list page product
   product_list richtext text_alignment url video video_url header paragraph`.split(/\s+/),
);
const TARGETS = ["section", "head", "compliance_head", "body"];
const KEYS =
  "name target javascript stylesheet tag class enabled_on disabled_on available_if settings default".split(
    " ",
  );
const WORDY = ["label", "info", "content", "placeholder", "unit"];
const LONGEST_NAME = 24;
const LANGUAGES = ["en.default", "de", "da"];

/** What Shopify would refuse in the schemas of an extension's blocks, or a merchant would not understand; theme check does not look at it. */
export function schemaOffences({ blocks, locales, assets }: Extension): string[] {
  const told = (text: unknown, where: string): string[] => {
    if (typeof text !== "string" || !text.startsWith("t:")) return [`${where} is not translated`];
    const key = text.slice(2);
    return LANGUAGES.filter((language) => !locales.get(`${language}.schema.json`)?.get(key)).map(
      (language) => `${where}: ${language}.schema.json has no ${key}`,
    );
  };
  const name = ({ name = "" }: Schema, file: string) => [
    ...told(name, `${file} name`),
    ...LANGUAGES.map((language) => locales.get(`${language}.schema.json`)?.get(name.slice(2)) ?? "")
      .filter((words) => words.length > LONGEST_NAME)
      .map((words) => `${file}: the name "${words}" has more than ${LONGEST_NAME} letters`),
  ];
  return blocks.flatMap(({ file, schema }) => {
    const { target = "", settings = [] } = schema;
    const ids = settings.flatMap(({ id }) => (id === undefined ? [] : [id]));
    return [
      ...name(schema, file),
      ...(TARGETS.includes(target) ? [] : [`${file}: there is no target "${target}"`]),
      ...Object.keys(schema)
        .filter((key) => !KEYS.includes(key))
        .map((key) => `${file}: a block's schema has no "${key}"`),
      ...[schema.javascript, schema.stylesheet]
        .filter((asset) => asset !== undefined && !assets.has(asset))
        .map((asset) => `${file}: there is no asset ${asset}`),
      ...ids
        .filter((id, index) => ids.indexOf(id) < index)
        .map((id) => `${file}: two settings are called ${id}`),
      ...settings.flatMap((setting) =>
        settingOffences(setting, `${file} ${setting.id ?? setting.type}`, told),
      ),
    ];
  });
}

function settingOffences(
  setting: Setting,
  where: string,
  told: (text: unknown, where: string) => string[],
): string[] {
  const { type, id, default: initial, options } = setting;
  const isAside = type === "header" || type === "paragraph";
  return [
    ...(TYPES.has(type) ? [] : [`${where}: there is no setting type "${type}"`]),
    ...(isAside === (id === undefined) ? [] : [`${where}: an id is what inputs have, and they alone`]),
    ...(isAside ? told(setting.content, `${where} content`) : told(setting.label, `${where} label`)),
    ...WORDY.filter((word) => word in setting).flatMap((word) => told(setting[word], `${where} ${word}`)),
    ...(options ?? []).flatMap(({ label, value }) => told(label, `${where} option ${value}`)),
    ...(options && !options.some(({ value }) => value === initial)
      ? [`${where}: its default is none of its options`]
      : []),
    // Shopify refuses an empty default, and one of another type.
    ...(initial === "" ? [`${where}: a default may not be empty`] : []),
    ...(type === "checkbox" && typeof initial !== "boolean" ? [`${where}: a checkbox is true or false`] : []),
  ];
}

/** What a shopper could be shown wrongly: texts a language lacks or fills otherwise, and settings that are printed as they are. */
export function textOffences({ blocks, locales }: Extension): string[] {
  const english = locales.get("en.default.json") ?? new Map<string, string>();
  const holes = (text: string) =>
    [...text.matchAll(/{{\s*(\w+)\s*}}/g)]
      .map(([, name]) => name)
      .sort()
      .join();
  return [
    ...["", ".schema"].flatMap((kind) => {
      const first = [...(locales.get(`en.default${kind}.json`) ?? new Map()).keys()].join("\n");
      return LANGUAGES.filter(
        (language) => [...(locales.get(`${language}${kind}.json`) ?? new Map()).keys()].join("\n") !== first,
      ).map((language) => `${language}${kind}.json has other keys, or in another order, than English`);
    }),
    ...LANGUAGES.flatMap((language) =>
      [...(locales.get(`${language}.json`) ?? new Map<string, string>())].flatMap(([key, text]) => [
        ...(holes(text) === holes(english.get(key) ?? "") ? [] : [`${language} ${key} is filled otherwise`]),
        ...(/[<>&"]/.test(text) ? [`${language} ${key} holds what HTML reads`] : []),
      ]),
    ),
    ...blocks.flatMap(({ file, liquid }) => [
      ...[...liquid.matchAll(/'([\w.]+)'\s*\|\s*t\b/g)]
        .filter(([, key = ""]) => !english.has(key))
        .map(([, key]) => `${file}: there is no text ${key}`),
      ...[...liquid.matchAll(/{{-?\s*([\s\S]*?)\s*-?}}/g)]
        .map(([, inside = ""]) => inside)
        .filter((inside) => !/^'[\w.]+' \| t\b/.test(inside) && inside !== "block.shopify_attributes")
        .filter((inside) => !/\| (escape|json)$/.test(inside))
        .map((inside) => `${file}: {{ ${inside} }} is not escaped`),
    ]),
  ];
}
