import { dayAfter, isDay } from "#app/kernel/day.ts";
import { parseCreditFrom } from "#app/ui/admin/form/credit-from.ts";

/**
 * Reads the end of a code's last day: nothing -> null; "2026-03-29" -> the first instant of the day after it in the shop's
 * time zone. Anything else -> an invalid Date.
 */
export function parseEndsOn(text: string, timeZone: string): Date | null {
  const day = text.trim();
  if (day === "") return null;
  if (!isDay(day)) return new Date(Number.NaN);
  const end = parseCreditFrom(dayAfter(day), timeZone);
  // A zone may have left the day after out, as Samoa did once.
  return end && Number.isNaN(end.getTime()) ? parseCreditFrom(dayAfter(dayAfter(day)), timeZone) : end;
}
