import type { CodeValue } from "#app/creators/code.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What a program's codes take off, in words: "10% off, once per customer". */
export function useDiscountWords(): (of: {
  readonly value: CodeValue;
  readonly conditions: { readonly oncePerCustomer?: true };
}) => string {
  const t = useWords();
  const { formats } = useShop();
  return ({ value, conditions }) => {
    const once = conditions.oncePerCustomer ? `, ${t("programs:value.once")}` : "";
    if (value.kind === "free-shipping") return t("programs:value.freeShipping") + once;
    if (value.kind === "percent")
      return t("programs:value.percentOff", { percent: formats.percent(value.basisPoints) }) + once;
    return t("programs:value.amountOff", { amount: formats.money(value) }) + once;
  };
}
