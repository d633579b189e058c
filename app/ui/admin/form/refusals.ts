import type { TFunction } from "i18next";
import { exponentOf } from "#app/kernel/money.ts";
import { LANGUAGE, type NAMESPACES } from "#app/locales/words.ts";
import { isDay } from "#app/ui/admin/form/credit-from.ts";
import type { FormRefusal } from "#app/ui/admin/form/fields.ts";
import { formatsFor } from "#app/ui/admin/formats.ts";

/** The sentence of each refusal; where percent and amount differ, the value's kind chooses. */
const SENTENCES = {
  name: { empty: "creators:refusal.nameEmpty", "too-long": "creators:refusal.nameLong" },
  email: { "not-an-email": "creators:refusal.emailForm", "too-long": "creators:refusal.emailLong" },
  customerId: { "not-a-customer": "creators:refusal.customerForm" },
  code: {
    empty: "creators:refusal.codeEmpty",
    "too-long": "creators:refusal.codeLong",
    "unusable-characters": "creators:refusal.codeLetters",
    held: "creators:refusal.codeHeld",
  },
  value: { "unknown-kind": "creators:refusal.kind" },
  percent: {
    "not-a-number": "creators:refusal.percentForm",
    "out-of-range": "creators:refusal.percentRange",
  },
  amount: { "not-a-number": "creators:refusal.amountForm", "out-of-range": "creators:refusal.amountRange" },
  creditFrom: { "not-a-date": "creators:refusal.dateForm", "in-the-future": "creators:refusal.dateFuture" },
} as const;

/** What is wrong with a field, naming what was typed, the rule and the next move; undefined when it is right. */
export function refusalSentence(
  t: TFunction<typeof NAMESPACES>,
  field: string,
  refusal: FormRefusal,
  typed: Readonly<Record<string, string>>,
  currency: string,
): string | undefined {
  const because = refusal.because[field];
  if (because === undefined) return undefined;
  const value = field === "creditFrom" ? dayInWords(typed.creditFrom ?? "") : (typed[field] ?? "").trim();
  const isAmount = typed.kind === "amount";
  const example = isAmount ? exampleOf(currency) : "10";
  if (field === "value" && value === "" && because === "not-a-number") {
    return t("creators:refusal.valueEmpty", { example });
  }
  const own: Readonly<Record<string, string>> =
    (SENTENCES as Record<string, Record<string, string>>)[field] ?? {};
  const byKind: Record<string, string> = isAmount ? SENTENCES.amount : SENTENCES.percent;
  const key = own[because] ?? (field === "value" ? byKind[because] : undefined);
  if (key === undefined) return because;
  const { heldBy = "" } = refusal;
  return t(key as "creators:refusal.codeHeld", {
    value,
    heldBy,
    currency,
    example,
    length: [...value].length,
  });
}

/** A day as the reader writes it: "2027-12-01" -> "Dec 1, 2027"; what is no day stays. */
function dayInWords(text: string): string {
  return isDay(text) ? formatsFor(LANGUAGE, "UTC").day(`${text}T00:00:00Z`) : text.trim();
}

/** An amount such as a merchant might type: "5.00" USD, "500" JPY. */
function exampleOf(currency: string): string {
  const places = exponentOf(currency);
  return places === 0 ? "500" : `5.${"0".repeat(places)}`;
}
