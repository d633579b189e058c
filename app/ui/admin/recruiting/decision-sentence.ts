import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** Says what is wrong with a field of a decision, naming what was typed, the rule and the next move. */
export function useDecisionSentence(): SentenceOf {
  const t = useWords();
  const { currency } = useShop();
  return (field, refusal, typed) => {
    const because = refusal.because[field];
    if (because === undefined) return undefined;
    if (field === "programId") return t("recruiting:decide.refusal.program");
    if (field === "message")
      return t("recruiting:decide.refusal.message", { length: [...(typed.message ?? "").trim()].length });
    return refusalSentence(t, field, refusal, typed, currency);
  };
}
