import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The texts of a language by their dotted keys. */
export type Words = (key: string, count?: number) => string | null;

type Tree = { readonly [key: string]: Tree | string };

/**
 * Reads a language's texts as Shopify does: `de.json`, and what that lacks from `en.default.json`. `kind` is "" or ".schema".
 * A plural has `one` and `other` below its key.
 */
export function readWords(folder: string, locale: string, kind: "" | ".schema"): Words {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const isDefault = (file: string) => file.endsWith(`.default${kind}.json`);
  const chosen = files.filter(
    (file) => file === `${locale}${kind}.json` || (isDefault(file) && file.startsWith(`${locale}.`)),
  );
  const trees = [...chosen, ...files.filter(isDefault)].map(
    (file) => JSON.parse(readFileSync(path.join(folder, file), "utf8")) as Tree,
  );
  return (key, count) => {
    for (const tree of trees) {
      const found = key.split(".").reduce<Tree | string | undefined>(below, tree);
      if (typeof found === "string") return found;
      const plural =
        count === undefined ? undefined : below(found, new Intl.PluralRules(locale).select(count));
      const text = plural ?? (count === undefined ? undefined : below(found, "other"));
      if (typeof text === "string") return text;
    }
    return null;
  };
}

function below(tree: Tree | string | undefined, name: string): Tree | string | undefined {
  return typeof tree === "object" && Object.hasOwn(tree, name) ? tree[name] : undefined;
}
