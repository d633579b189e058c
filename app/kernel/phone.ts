import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";

/**
 * A phone number as the whole world writes it (ITU-T E.164): "0151 234 567 89" in DE, "+49 151 23456789" and
 * "0049 151 23456789" in DE -> "+4915123456789". `country`: whose national numbers it may be one of (two letters); null:
 * only numbers that name theirs are read. Null when it is no possible number.
 */
export function phoneIn(text: string, country: string | null): string | null {
  const home = country !== null && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const read = parsePhoneNumberFromString(text.normalize("NFKC"), home);
  return read?.isPossible() ? read.number : null;
}
