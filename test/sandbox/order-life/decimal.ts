const NO_MINOR = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");
const THREE = "BHD IQD JOD KWD LYD OMR TND".split(" ");

/** Decimals of a currency by ISO 4217: JPY 0, KWD 3, most 2. */
export function exponentOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error(`"${currency}" is no currency; write it as "EUR".`);
  if (NO_MINOR.includes(currency)) return 0;
  return THREE.includes(currency) ? 3 : 2;
}

/** `minorOf("19.9", "USD")` is 1990; a figure finer than the currency is refused unless it is only zeros. */
export function minorOf(amount: string, currency: string): number {
  const exponent = exponentOf(currency);
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount.trim()) ?? [];
  if (whole === undefined) throw new Error(`"${amount}" is no amount; write it as "19.90".`);
  if (/[1-9]/.test(fraction.slice(exponent))) {
    throw new Error(`"${amount}" has more than the ${exponent} decimals of ${currency}.`);
  }
  const minor = Number(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  if (!Number.isSafeInteger(minor)) throw new Error(`"${amount}" is too large.`);
  return sign === "-" && minor !== 0 ? -minor : minor;
}

/** `formatMinor(1990, "USD")` is "19.90", `formatMinor(500, "JPY")` is "500". */
export function formatMinor(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const sign = minor < 0 ? "-" : "";
  const digits = String(Math.abs(minor));
  if (exponent === 0) return sign + digits;
  const padded = digits.padStart(exponent + 1, "0");
  return `${sign}${padded.slice(0, -exponent)}.${padded.slice(-exponent)}`;
}

/** `a * numerator / denominator`, exactly, rounded half up. For figures of 0 and more. */
export function scale(a: number, numerator: bigint, denominator: bigint): number {
  const product = BigInt(a) * numerator;
  return Number((product * 2n + denominator) / (denominator * 2n));
}

/** A plain decimal such as "7.25" as a fraction: 725 / 100. */
export function fraction(decimal: string): { numerator: bigint; denominator: bigint } {
  const [, whole, part = ""] = /^(\d+)(?:\.(\d+))?$/.exec(decimal.trim()) ?? [];
  if (whole === undefined) throw new Error(`"${decimal}" is no plain figure; write it as "7.25".`);
  return { numerator: BigInt(whole + part), denominator: 10n ** BigInt(part.length) };
}
