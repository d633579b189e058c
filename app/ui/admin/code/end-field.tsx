import { TextField } from "@shopify/polaris";
import { addDays, isDay } from "#app/kernel/day.ts";
import { LANGUAGE } from "#app/locales/words.ts";
import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { formatsFor } from "#app/ui/admin/formats.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** So many days after a day: "2026-03-10" -> "2026-04-09". A post is read for some weeks. */
export const inDays = (today: string, days = 30): string => addDays(today, days);

/** The last day on which a code credits. */
export function EndField({
  label,
  helpText,
  value,
  onChange,
  error,
  today,
}: {
  label: string;
  helpText: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  today: string;
}) {
  return (
    <TextField
      name="endsOn"
      type="date"
      label={label}
      helpText={helpText}
      min={today}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
    />
  );
}

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
    const text = (typed[field] ?? "").trim();
    const value = isDay(text) ? formatsFor(LANGUAGE, "UTC").day(`${text}T00:00:00Z`) : text;
    const key = (SENTENCES[`${field} ${why}`] ?? "codes:pageRefusal.over") as "creators:refusal.codeHeld";
    return t(key, { value, heldBy, creator, length: [...value].length });
  };
}
