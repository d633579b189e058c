import { formatMoney, type Money } from "#app/kernel/money.ts";

/** How numbers, money and instants are written for the reader: the language's way, in the shop's time zone. */
export type Formats = {
  money(amount: Money): string;
  count(number: number): string;
  /** Basis points as a percentage without its sign: 1250 -> "12.5". */
  percent(basisPoints: number): string;
  /** An instant, or its ISO text, as the shop's day: "Mar 1, 2026". */
  day(instant: Date | string): string;
  /** An instant, or its ISO text, as the shop's time of day: "2:05 PM". */
  time(instant: Date | string): string;
};

/** Makes the formats of a language and a time zone. Server and browser write the same, whichever version of ICU each has. */
export function formatsFor(locale: string, timeZone: string): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(locale, { timeZone, year: "numeric", month: "short", day: "numeric" });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" });
  return {
    money: (amount) => formatMoney(amount, locale),
    count: (count) => number.format(count),
    percent: (basisPoints) => number.format(basisPoints / 100),
    day: (instant) => plainSpaces(day.format(new Date(instant))),
    time: (instant) => plainSpaces(time.format(new Date(instant))),
  };
}

/** Node's ICU puts a narrow no-break space before AM and PM, browsers a plain one. */
const plainSpaces = (text: string) => text.replace(/\u202f/g, " ");
