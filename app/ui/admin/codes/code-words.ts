import type { CodeValue, Conditions, Terms } from "#app/creators/code.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** How codes are spoken of. */
export type CodeWords = {
  /** What a code takes off: "10% off". */
  readonly takes: (value: CodeValue) => string;
  /** What it asks for, each a few words: "Once per customer", "From $50.00 on". */
  readonly asks: (conditions: Conditions) => string[];
  /** Both in one: "10% off, once per customer". What we have no words for is in Shopify's. */
  readonly terms: (terms: Terms) => string;
};

/** The words for what codes take off and what they ask for; `now` tells an end that has come. */
export function useCodeWords(now: Date = new Date(0)): CodeWords {
  const t = useWords();
  const { formats } = useShop();
  const takes = (value: CodeValue) => {
    if (value.kind === "free-shipping") return t("creators:codes.freeShipping");
    return value.kind === "percent"
      ? t("creators:codes.percentOff", { percent: formats.percent(value.basisPoints) })
      : t("creators:codes.amountOff", { amount: formats.money(value) });
  };
  const asks = ({ oncePerCustomer, usageLimit, minimum, scope, endsAt }: Conditions) => {
    const words: string[] = [];
    if (minimum)
      words.push(
        minimum.kind === "units"
          ? t("codes:condition.units", { count: minimum.units })
          : t("codes:condition.subtotal", { amount: formats.money(minimum) }),
      );
    const [first] = scope?.items ?? [];
    if (scope && first)
      words.push(
        scope.items.length === 1 && first.title !== ""
          ? t("codes:condition.only", { title: first.title })
          : t(`codes:condition.${scope.kind}`, { count: scope.items.length }),
      );
    if (oncePerCustomer) words.push(t("codes:condition.once"));
    if (usageLimit !== undefined) words.push(t("codes:condition.uses", { count: usageLimit }));
    if (endsAt !== undefined) {
      const day = formats.day(lastDay(endsAt));
      words.push(
        t(Date.parse(endsAt) <= now.getTime() ? "codes:condition.over" : "codes:condition.until", { day }),
      );
    }
    return words;
  };
  const terms = ({ value, conditions }: Terms) =>
    conditions.asInShopify ?? [takes(value), ...asks(conditions).map(lowerFirst)].join(", ");
  return { takes, asks, terms };
}

/** An instant of the last day that an end leaves: the end is the first instant after it. */
export const lastDay = (end: string): Date => new Date(Date.parse(end) - 1);

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
