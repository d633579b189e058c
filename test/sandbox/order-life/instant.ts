/**
 * Writes instants as Shopify does: local time of the shop with its offset, such as `2026-03-01T10:00:00+01:00`.
 * Milliseconds are written only when there are some, so that a replay keeps the order of its rows.
 */
export function createInstantWriter(timeZone: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });
  const offsets = new Map<number, { minutes: number; text: string }>();

  function offsetAt(ms: number) {
    const quarter = Math.floor(ms / 900_000);
    const known = offsets.get(quarter);
    if (known) return known;
    const name = format.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const [, sign = "+", hours = "00", minutes = "00"] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const total = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
    const made = { minutes: total, text: `${sign}${hours}:${minutes}` };
    offsets.set(quarter, made);
    return made;
  }

  return (ms) => {
    const offset = offsetAt(ms);
    const local = new Date(ms + offset.minutes * 60_000).toISOString();
    return (ms % 1000 === 0 ? local.slice(0, 19) : local.slice(0, 23)) + offset.text;
  };
}
