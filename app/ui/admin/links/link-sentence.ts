import type { SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const SENTENCES = {
  title: { "too-long": "links:refusal.titleLong" },
  landing: {
    "other-host": "links:refusal.otherHost",
    "not-an-address": "links:refusal.notAPage",
    "too-long": "links:refusal.pageLong",
  },
  slug: {
    empty: "links:refusal.slugEmpty",
    "too-long": "links:refusal.slugLong",
    "unusable-characters": "links:refusal.slugLetters",
    taken: "links:refusal.slugTaken",
  },
  code: { "not-theirs": "links:refusal.code" },
} as const;
/** What was typed is quoted so far: an address may be long. */
const QUOTED = 60;

/** Says what is wrong with a field of a link's form, naming what was typed, the rule and the next move. */
export function useLinkSentence(): SentenceOf {
  const t = useWords();
  return (field, refusal, typed) => {
    const because = refusal.because[field];
    if (because === undefined) return undefined;
    const key = (SENTENCES as Record<string, Record<string, string>>)[field]?.[because];
    if (key === undefined) return because;
    const { host = "" } = refusal as { host?: string };
    const letters = [...(typed[field] ?? "").trim()];
    const value = letters.length > QUOTED ? `${letters.slice(0, QUOTED).join("")}…` : letters.join("");
    return t(key as "links:refusal.slugLong", { value, host, length: letters.length });
  };
}
