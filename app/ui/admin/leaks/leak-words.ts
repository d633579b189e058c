import type { Sign } from "#app/attribution/leak-sign.ts";
import { LANGUAGE } from "#app/locales/words.ts";
import type { ShownLeak } from "#app/ui/admin/leaks/shown-leak.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

const regions = new Intl.DisplayNames(LANGUAGE, { type: "region", fallback: "code" });
const lists = new Intl.ListFormat(LANGUAGE, { type: "conjunction" });

/** The sentences that say why a code seems to have leaked, each with its numbers. */
export function useLeakWords(): (leak: Pick<ShownLeak, "why" | "creatorName">) => string[] {
  const t = useWords();
  const { formats } = useShop();
  const rate = ({ part, of }: Sign["recent"]) => {
    const times = part / of;
    return formats.count(times < 10 ? Math.round(times * 10) / 10 : Math.round(times));
  };
  return ({ why, creatorName }) =>
    why.signs.map(({ kind, recent, before, names }) => {
      const numbers = {
        ...{ part: formats.count(recent.part), of: formats.count(recent.of) },
        ...{ wasPart: formats.count(before.part), wasOf: formats.count(before.of) },
        ...{ days: formats.count(why.days), creator: creatorName },
      };
      if (kind === "jump") return t("leaks:why.jump", { ...numbers, rate: rate(recent), was: rate(before) });
      const shown = kind === "countries" ? names.map((name) => regions.of(name) ?? name) : names;
      // Of buyers who were all forgotten since, nobody knows any more from where they came.
      const named = shown.length === 0 ? "" : ` ${t("leaks:names", { names: lists.format(shown) })}`;
      return t(`leaks:why.${kind}`, { ...numbers, names: named });
    });
}
