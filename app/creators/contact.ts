import { countryIn } from "#app/kernel/country.ts";
import { phoneIn } from "#app/kernel/phone.ts";
import { oneLine } from "#app/kernel/typed.ts";

/** How to reach a creator beside their e-mail, as a merchant typed it. */
export type ContactFields = {
  readonly phone: string;
  readonly street: string;
  /** Flat, floor: what stands on an address's second line. */
  readonly more: string;
  readonly postalCode: string;
  readonly country: string;
};

/** A creator's phone as E.164, and where they live; null: not known. An address is known wholly or not at all. */
export type Contact = {
  readonly phone: string | null;
  readonly street: string | null;
  readonly more: string | null;
  readonly postalCode: string | null;
  /** Two letters. */
  readonly country: string | null;
};

/** What is wrong with each field; a field that is right is not named. */
export type ContactRefusal = {
  readonly because: {
    readonly phone?: "not-a-phone" | "no-country";
    readonly street?: "missing" | "too-long";
    readonly more?: "without-street" | "too-long";
    readonly postalCode?: "missing" | "too-long";
    readonly country?: "missing" | "unknown";
  };
};

const LONGEST = 200;
const LONGEST_CODE = 20;

/**
 * Reads how to reach a creator: a phone with its country's prefix, or as written in the country named below it
 * ("0151 23456789" with DE -> "+4915123456789"); an address of street, postal code and country, or none of them.
 */
export function parseContact(fields: ContactFields): Contact | ContactRefusal {
  const [phone, street, more, postalCode, letters] = [
    fields.phone,
    fields.street,
    fields.more,
    fields.postalCode,
    fields.country,
  ].map(oneLine) as [string, string, string, string, string];
  const country = letters === "" ? null : countryIn(letters);
  const e164 = phone === "" ? null : phoneIn(phone, country);
  const isAddress = street !== "" || postalCode !== "" || more !== "";
  const because = {
    ...(phone !== "" && e164 === null && { phone: whyNoPhone(phone, country) }),
    ...(street === "" && postalCode !== "" && { street: "missing" as const }),
    ...(street.length > LONGEST && { street: "too-long" as const }),
    ...(more !== "" && street === "" && postalCode === "" && { more: "without-street" as const }),
    ...(more.length > LONGEST && { more: "too-long" as const }),
    ...(postalCode === "" && street !== "" && { postalCode: "missing" as const }),
    ...(postalCode.length > LONGEST_CODE && { postalCode: "too-long" as const }),
    ...(isAddress && letters === "" && { country: "missing" as const }),
    ...(letters !== "" && country === null && { country: "unknown" as const }),
  };
  if (Object.keys(because).length > 0) return { because };
  const orNull = (text: string) => (text === "" ? null : text);
  return {
    phone: e164,
    street: orNull(street),
    more: orNull(more),
    postalCode: orNull(postalCode),
    country,
  };
}

/** A number without its country's prefix needs to be told the country. */
const whyNoPhone = (phone: string, country: string | null) =>
  country === null && !phone.startsWith("+") ? ("no-country" as const) : ("not-a-phone" as const);
