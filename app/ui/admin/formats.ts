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
  /** A file's size in its largest unit of 1,000 bytes, one decimal at most: "20 kB". */
  bytes(count: number): string;
  /** How far an instant lies from `now`, in its largest whole unit: "4 seconds ago", "in 9 minutes", "now". */
  ago(instant: Date | string, now: Date): string;
};

type Unit = readonly [name: Intl.RelativeTimeFormatUnit, from: number, length: number];
/** Units, from how many seconds on each is used, and how many it has: two days are shown as hours, for "1 day ago" says too little. */
const UNITS: readonly Unit[] = [
  ["day", 2 * 86_400, 86_400],
  ["hour", 3_600, 3_600],
  ["minute", 60, 60],
];
const SECONDS: Unit = ["second", 0, 1];

/** Makes the formats of a language and a time zone. Server and browser write the same, whichever version of ICU each has. */
export function formatsFor(locale: string, timeZone: string): Formats {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const day = new Intl.DateTimeFormat(locale, { timeZone, year: "numeric", month: "short", day: "numeric" });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const always = new Intl.RelativeTimeFormat(locale);
  return {
    money: (amount) => formatMoney(amount, locale),
    count: (count) => number.format(count),
    percent: (basisPoints) => number.format(basisPoints / 100),
    day: (instant) => plainSpaces(day.format(new Date(instant))),
    time: (instant) => plainSpaces(time.format(new Date(instant))),
    bytes: (count) => {
      const unit = count < 1000 ? "byte" : count < 1_000_000 ? "kilobyte" : "megabyte";
      const many = count / { byte: 1, kilobyte: 1000, megabyte: 1_000_000 }[unit];
      const unitDisplay = unit === "byte" ? "long" : "short";
      const style = { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(locale, style).format(many);
    },
    ago: (instant, now) => {
      const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
      const [unit, , length] = UNITS.find(([, from]) => Math.abs(seconds) >= from) ?? SECONDS;
      const many = Math.trunc(seconds / length);
      return many === 0 ? relative.format(0, "second") : always.format(many, unit);
    },
  };
}

/** Node's ICU puts a narrow no-break space before AM and PM, browsers a plain one. */
const plainSpaces = (text: string) => text.replace(/\u202f/g, " ");
