import { LANGUAGE } from "#app/locales/words.ts";
import { formatsFor } from "#app/ui/admin/formats.ts";

const formats = formatsFor(LANGUAGE, "UTC");

/** A day that is no instant, as the reader writes it, whatever the zone: "2026-03-01" -> "Mar 1, 2026". */
export const plainDay = (day: string): string => formats.day(`${day}T00:00:00Z`);

const month = new Intl.DateTimeFormat(LANGUAGE, { timeZone: "UTC", year: "numeric", month: "long" });

/** A month as the reader writes it: "2026-03" -> "March 2026". */
export const plainMonth = (text: string): string => month.format(new Date(`${text}-01T00:00:00Z`));
