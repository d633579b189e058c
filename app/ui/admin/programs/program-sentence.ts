import { parseTemplate } from "#app/creators/template.ts";
import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

const NAME = { empty: "programs:refusal.nameEmpty", "too-long": "programs:refusal.nameLong" } as const;
const TEMPLATE = {
  empty: "programs:refusal.template.empty",
  "unknown-token": "programs:refusal.template.unknownToken",
  "open-brace": "programs:refusal.template.openBrace",
  "unusable-characters": "programs:refusal.template.unusable",
  "too-long": "programs:refusal.template.tooLong",
} as const;

/** Says what is wrong with a field of a program's form, naming what was typed, the rule and the next move. */
export function useProgramSentence(): SentenceOf {
  const t = useWords();
  const { currency } = useShop();
  return (field, refusal, typed) => {
    const because = refusal.because[field];
    const own: Readonly<Record<string, string>> =
      field === "name" ? NAME : field === "template" ? TEMPLATE : {};
    const key = because && own[because];
    if (!key) return refusalSentence(t, field, refusal, typed, currency);
    const value = (typed[field] ?? "").trim();
    const read = field === "template" ? parseTemplate(value) : null;
    const token = read && "because" in read ? (read.token ?? "") : "";
    return t(key as "programs:refusal.template.unknownToken", { value, token, length: [...value].length });
  };
}
