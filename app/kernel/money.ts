/** An amount in whole minor units of its ISO 4217 currency: 19.90 USD is 1990, 5 JPY is 5. Made only by `money()`. */
export type Money = { readonly minor: number; readonly currency: string };

/** Why a text is no amount: not digits, finer than the currency's smallest coin, or beyond what a number holds exactly. */
export type NoAmount = { readonly because: "not-a-number" | "too-fine" | "too-large" };

/** ISO 4217 currencies whose smallest unit is not a hundredth: how many decimal places they have instead. */
const PLACES: ReadonlyMap<string, number> = new Map([
  ...words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF").map(has(0)),
  ...words("BHD IQD JOD KWD LYD OMR TND").map(has(3)),
  ...words("CLF UYW").map(has(4)),
]);

/** Makes money from whole minor units; -0 becomes 0. Throws on fractions, beyond 2^53 - 1, or a currency not of three capitals. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) {
    throw new Error(
      `money(${minor}) is not a whole number of minor units within 2^53: round or split it first`,
    );
  }
  return { minor: minor + 0, currency: currencyCode(currency) };
}

/** How many decimal places a currency has (ISO 4217): USD 2, JPY 0, KWD 3, CLF 4; 2 for one we do not know. */
export function exponentOf(currency: string): number {
  return PLACES.get(currencyCode(currency)) ?? 2;
}

/**
 * Reads an amount as Shopify writes it, on the text alone, into minor units: "19.9" USD -> 1990, "5.00" JPY -> 5.
 * Zeros beyond the currency's places are harmless; any other digit there is `too-fine`.
 */
export function readMinor(text: string, currency: string): number | NoAmount {
  const places = exponentOf(currency);
  const found = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (found === null) return { because: "not-a-number" };
  const [, sign = "", whole = "", fraction = ""] = found;
  if (/[1-9]/.test(fraction.slice(places))) return { because: "too-fine" };
  const size = Number(whole + fraction.slice(0, places).padEnd(places, "0"));
  if (!Number.isSafeInteger(size)) return { because: "too-large" };
  return sign === "-" && size > 0 ? -size : size;
}

const RULES = {
  "not-a-number": "is not an amount such as 19.90: write digits with a point, no exponent, no grouping",
  "too-fine": "has more decimal places than its currency has coins: round it before it comes here",
  "too-large": "is beyond 2^53 - 1 minor units: check where it came from",
} as const;

/** Like `readMinor`, for texts that must be amounts: throws an Error naming value, rule and next move. */
export function parseMinor(text: string, currency: string): number {
  const read = readMinor(text, currency);
  if (typeof read === "number") return read;
  throw new Error(`${JSON.stringify(text.slice(0, 40))} (${currency}) ${RULES[read.because]}`);
}

/** Reads an amount as Shopify writes it: `parseMoney("19.9", "USD")` -> 1990 USD. Throws as `parseMinor` does. */
export function parseMoney(text: string, currency: string): Money {
  return money(parseMinor(text, currency), currency);
}

/** Adds two amounts of one currency; throws when the currencies differ, for nothing is ever converted. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) {
    throw new Error(
      `${toDecimal(a)} ${a.currency} and ${toDecimal(b)} ${b.currency} cannot be added: keep currencies apart`,
    );
  }
  return money(a.minor + b.minor, a.currency);
}

/** Writes an amount as Shopify does, exactly: 1990 USD -> "19.90", -5 USD -> "-0.05", 5 JPY -> "5". */
export function toDecimal({ minor, currency }: Money): string {
  const places = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(-places)}`;
  return minor < 0 ? `-${text}` : text;
}

/** Writes an amount for reading, with the currency's own decimal places: 1990 USD in "en" -> "$19.90". No float is made. */
export function formatMoney(amount: Money, locale: string): string {
  const places = exponentOf(amount.currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: amount.currency,
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  }).format(toDecimal(amount) as Intl.StringNumericLiteral);
}

/**
 * Splits whole units by weight so that the parts sum exactly to the total (largest remainder; equal remainders: the
 * earlier part). `shareByWeight(1000, [1, 1, 1])` -> [334, 333, 333]; of -1000 exactly the negatives.
 * Weights are whole and never negative. Throws when a total other than 0 has no weight to go to.
 */
export function shareByWeight(total: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(total))
    throw new Error(`shareByWeight cannot split ${total}: not a safe whole number`);
  const wrong = weights.find((weight) => !Number.isSafeInteger(weight) || weight < 0);
  if (wrong !== undefined)
    throw new Error(`shareByWeight cannot use the weight ${wrong}: whole numbers from 0 only`);
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n) {
    if (total === 0) return weights.map(() => 0);
    throw new Error(`shareByWeight has nowhere to put ${total}: all ${weights.length} weights are 0`);
  }
  const size = BigInt(Math.abs(total));
  const parts = weights.map((weight) => (size * BigInt(weight)) / sum);
  const rests = weights.map((weight) => (size * BigInt(weight)) % sum);
  const left = Number(size - parts.reduce((all, part) => all + part, 0n));
  const byRest = [...rests.keys()].sort(
    (a, b) => Number((rests[b] ?? 0n) > (rests[a] ?? 0n)) - Number((rests[a] ?? 0n) > (rests[b] ?? 0n)),
  );
  const lucky = new Set(byRest.slice(0, left));
  return parts.map((part, index) => Math.sign(total) * (Number(part) + (lucky.has(index) ? 1 : 0)) + 0);
}

/** A rate of an amount in basis points, rounded once, half away from zero: 10 % of 1005 -> 101, of -1005 -> -101. */
export function percentOf(minor: number, basisPoints: number): number {
  const exact = BigInt(minor) * BigInt(basisPoints);
  const size = ((exact < 0n ? -exact : exact) * 2n + 10_000n) / 20_000n;
  const rounded = Number(exact < 0n ? -size : size);
  if (!Number.isSafeInteger(rounded))
    throw new Error(`${basisPoints} basis points of ${minor} is beyond 2^53 minor units`);
  return rounded + 0;
}

function currencyCode(currency: string): string {
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  throw new Error(
    `${JSON.stringify(currency).slice(0, 40)} is not a currency: use three capitals of ISO 4217, such as "USD"`,
  );
}

function words(text: string): string[] {
  return text.split(" ");
}

function has(places: number): (currency: string) => [string, number] {
  return (currency) => [currency, places];
}
