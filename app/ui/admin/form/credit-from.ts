import { isDay, startOfDay } from "#app/kernel/day.ts";

/**
 * Reads the first instant whose orders a code credits: nothing -> null (from now on); "2026-03-29" -> that day's first
 * instant in the shop's time zone; an ISO instant with its offset -> itself. Anything else -> an invalid Date.
 */
export function parseCreditFrom(text: string, timeZone: string): Date | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(trimmed)) {
    return isDay(trimmed.slice(0, 10)) ? new Date(trimmed) : NOT_A_DATE;
  }
  return (isDay(trimmed) && startOfDay(trimmed, timeZone)) || NOT_A_DATE;
}

const NOT_A_DATE = new Date(Number.NaN);
