import type { TFunction } from "i18next";
import { isDay } from "#app/kernel/day.ts";
import { exponentOf } from "#app/kernel/money.ts";
import { LANGUAGE, type NAMESPACES } from "#app/locales/words.ts";
import type { FormRefusal } from "#app/ui/admin/form/fields.ts";
import { formatsFor } from "#app/ui/admin/formats.ts";

/** The sentence of each refusal; where percent and amount differ, the value's kind chooses. */
const SENTENCES = {
  name: { empty: "creators:refusal.nameEmpty", "too-long": "creators:refusal.nameLong" },
  email: { "not-an-email": "creators:refusal.emailForm", "too-long": "creators:refusal.emailLong" },
  customerId: { "not-a-customer": "creators:refusal.customerForm" },
  handle: { "too-long": "creators:refusal.handleLong" },
  language: { unknown: "creators:refusal.language" },
  programId: { unknown: "creators:refusal.program" },
  phone: { "not-a-phone": "creators:refusal.phoneForm", "no-country": "creators:refusal.phoneCountry" },
  street: { missing: "creators:refusal.streetMissing", "too-long": "creators:refusal.addressLong" },
  more: { "without-street": "creators:refusal.moreAlone", "too-long": "creators:refusal.addressLong" },
  postalCode: { missing: "creators:refusal.codeMissing", "too-long": "creators:refusal.postalLong" },
  country: { missing: "creators:refusal.countryMissing", unknown: "creators:refusal.countryUnknown" },
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
  endsOn: { "not-a-date": "codes:refusal.endForm", "in-the-past": "codes:refusal.endPast" },
  minimum: { "unknown-kind": "codes:refusal.minimumKind" },
  subtotal: { "not-a-number": "codes:refusal.subtotalForm", "out-of-range": "codes:refusal.subtotalRange" },
  units: { "not-a-number": "codes:refusal.unitsForm", "out-of-range": "codes:refusal.unitsRange" },
  scope: {
    empty: "codes:refusal.scopeEmpty",
    "too-many": "codes:refusal.scopeMany",
    unreadable: "codes:refusal.scopeUnreadable",
    "not-of-shipping": "codes:refusal.scopeShipping",
  },
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
  const isOfDay = field === "creditFrom" || field === "endsOn";
  const value = isOfDay ? dayInWords(typed[field] ?? "") : (typed[field] ?? "").trim();
  if (field === "minimum") return minimumSentence(t, because, value, typed, currency);
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

/** What is wrong with a minimum, which is an amount or a number of items. */
function minimumSentence(
  t: TFunction<typeof NAMESPACES>,
  because: string,
  value: string,
  typed: Readonly<Record<string, string>>,
  currency: string,
): string {
  const isUnits = typed.minimumKind === "units";
  const example = exampleOf(currency);
  if (value === "" && because === "not-a-number")
    return t(isUnits ? "codes:refusal.unitsEmpty" : "codes:refusal.subtotalEmpty", { example });
  const own: Readonly<Record<string, string>> = isUnits ? SENTENCES.units : SENTENCES.subtotal;
  const key = own[because] ?? SENTENCES.minimum["unknown-kind"];
  return t(key as "codes:refusal.subtotalForm", { value, currency, example });
}

/** A day as the reader writes it: "2027-12-01" -> "Dec 1, 2027"; what is no day stays. */
export function dayInWords(text: string): string {
  return isDay(text) ? formatsFor(LANGUAGE, "UTC").day(`${text}T00:00:00Z`) : text.trim();
}

/** An amount such as a merchant might type: "5.00" USD, "500" JPY. */
function exampleOf(currency: string): string {
  const places = exponentOf(currency);
  return places === 0 ? "500" : `5.${"0".repeat(places)}`;
}
