import { TOKENS } from "#app/creators/template.ts";
import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import type { ConditionField } from "#app/ui/admin/form/fields.ts";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** The fields of the form that adds codes for many. */
export type BatchField =
  | ConditionField
  | "who"
  | "programId"
  | "creatorIds"
  | "template"
  | "title"
  | "kind"
  | "value";

const KNOWN = TOKENS.map((token) => `{${token}}`).join(", ");

/** Says what is wrong with a field of the form that adds codes for many. */
export function useBatchSentence(): SentenceOf {
  const t = useWords();
  const { currency } = useShop();
  return (field, refusal, typed) => {
    const because = refusal.because[field];
    if (because === undefined) return undefined;
    if (field === "who") {
      const why = because as "nobody";
      return t(`codes:who.${why}`);
    }
    if (field === "template") {
      const why = because as "unknown-token";
      return t(`codes:template.${why}`, { token: refusal.token ?? "", known: KNOWN });
    }
    if (field === "title") {
      const why = because as "too-long";
      return t(`codes:titleRefusal.${why}`, { length: [...(typed.title ?? "")].length });
    }
    return refusalSentence(t, field, refusal, typed, currency);
  };
}
