import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { dayInWords } from "#app/ui/admin/form/refusals.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const SENTENCES: Readonly<Record<string, string>> = {
  "code empty": "codes:pageRefusal.codeEmpty",
  "code same": "codes:pageRefusal.codeSame",
  "code too-long": "creators:refusal.codeLong",
  "code unusable-characters": "creators:refusal.codeLetters",
  "code held": "creators:refusal.codeHeld",
  "endsOn not-a-date": "codes:pageRefusal.endForm",
  "endsOn in-the-past": "codes:pageRefusal.endPast",
  "endsOn too-late": "codes:pageRefusal.endLate",
  "count not-a-number": "codes:pageRefusal.countForm",
  "count out-of-range": "codes:pageRefusal.countRange",
  "rotation over": "codes:pageRefusal.over",
  "rotation beyond-words": "codes:page.beyondWords",
};

/** Says what is wrong with a field of a code's page, naming what was typed, the rule and the next move. */
export function useCodePageSentence(creator: string): SentenceOf {
  const t = useWords();
  return (field, { because, heldBy = "" }, typed) => {
    const why = because[field];
    if (why === undefined) return undefined;
    const value = dayInWords(typed[field] ?? "");
    const key = (SENTENCES[`${field} ${why}`] ?? "codes:pageRefusal.over") as "creators:refusal.codeHeld";
    return t(key, { value, heldBy, creator, length: [...value].length });
  };
}
