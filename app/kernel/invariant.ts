/** Throws when the code itself is wrong; the message must hold the offending value. Expected outcomes are values, not this. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${message}`);
}
