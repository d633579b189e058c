const { rawJSON } = JSON as unknown as { rawJSON(text: string): object };

/** A numeric id that JSON writes digit by digit, also above 2^53: `JSON.stringify({ id: exact("9007199254740993") })`. */
export function exact(digits: string): object {
  if (!/^\d+$/.test(digits)) throw new Error(`"${digits}" is no numeric id.`);
  return rawJSON(digits);
}

/** Like `exact`, or null. */
export function exactOrNull(digits: string | null): object | null {
  return digits === null ? null : exact(digits);
}
