const FORM =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))$/;

/**
 * Reads ISO 8601 with an offset: `2026-03-01T10:00:00+01:00`, `2026-03-01T09:00Z`. Finer than a millisecond is cut off.
 * Null for anything else, a day or hour that does not exist included.
 */
export function parseInstant(text: string): Date | null {
  const found = FORM.exec(text);
  if (!found) return null;
  const [
    ,
    year,
    month,
    day,
    hour,
    minute,
    second = "00",
    fraction = "",
    sign,
    offHours = "0",
    offMinutes = "0",
  ] = found;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, "0")}Z`;
  const at = new Date(local);
  if (Number.isNaN(at.getTime()) || at.toISOString() !== local) return null;
  if (Number(offHours) > 23 || Number(offMinutes) > 59) return null;
  const offset = (Number(offHours) * 60 + Number(offMinutes)) * (sign === "-" ? -1 : 1);
  const instant = new Date(at.getTime() - offset * 60_000);
  const earliest = Date.UTC(1900, 0, 1);
  return instant.getTime() >= earliest && instant.getUTCFullYear() <= 9998 ? instant : null;
}
