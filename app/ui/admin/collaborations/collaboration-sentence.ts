import { exponentOf } from "#app/kernel/money.ts";
import { plainDay } from "#app/ui/admin/collaborations/plain-day.ts";
import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

const SENTENCES: Readonly<Record<string, string>> = {
  "kind unknown-kind": "collaborations:refusal.kind",
  "day empty": "collaborations:refusal.dayEmpty",
  "day not-a-date": "collaborations:refusal.dayForm",
  "day too-early": "collaborations:refusal.dayEarly",
  "day too-late": "collaborations:refusal.dayLate",
  "url not-an-address": "collaborations:refusal.urlForm",
  "url too-long": "collaborations:refusal.urlLong",
  "reach not-a-number": "collaborations:refusal.countForm",
  "reach out-of-range": "collaborations:refusal.countRange",
  "interactions not-a-number": "collaborations:refusal.countForm",
  "interactions out-of-range": "collaborations:refusal.countRange",
  "fee not-a-number": "collaborations:refusal.amountForm",
  "fee out-of-range": "collaborations:refusal.amountRange",
  "gift not-a-number": "collaborations:refusal.amountForm",
  "gift out-of-range": "collaborations:refusal.amountRange",
  "note too-long": "collaborations:refusal.noteLong",
};

/** Says what is wrong with a field of a collaboration. */
export function useCollaborationSentence(): SentenceOf {
  const t = useWords();
  const { currency } = useShop();
  const places = exponentOf(currency);
  const example = places === 0 ? "500" : `5.${"0".repeat(places)}`;
  return (field, refusal, typed) => {
    const because = refusal.because[field];
    const key = because && SENTENCES[`${field} ${because}`];
    if (!key) return because;
    const text = (typed[field] ?? "").trim();
    const isDay = field === "day" && because !== "not-a-date";
    return t(key as "collaborations:refusal.amountForm", {
      value: isDay ? plainDay(text) : text,
      length: [...text].length,
      ...{ currency, example },
    });
  };
}
