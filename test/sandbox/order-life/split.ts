/**
 * Splits a whole amount by weight, so that the parts sum to it exactly: each gets its floor, and the units left over
 * go to the largest remainders, the earlier first. `split(100, [1, 1, 1])` is [34, 33, 33].
 */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = BigInt(weights.reduce((a, b) => a + b, 0));
  if (sum === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, index) => {
    const product = BigInt(total) * BigInt(weight);
    return { index, floor: Number(product / sum), rest: product % sum };
  });
  let left = total - parts.reduce((a, part) => a + part.floor, 0);
  const result = parts.map((part) => part.floor);
  for (const { index } of parts.toSorted((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left <= 0) break;
    result[index] = (result[index] ?? 0) + 1;
    left--;
  }
  return result;
}

/** Like `split`, but no part above its cap: what does not fit goes to the parts with room, the earlier first. */
export function splitCapped(total: number, weights: readonly number[], caps: readonly number[]): number[] {
  const room = caps.reduce((a, b) => a + b, 0);
  const parts = split(Math.min(total, room), weights);
  let excess = 0;
  const capped = parts.map((part, i) => {
    const cap = caps[i] ?? 0;
    excess += Math.max(0, part - cap);
    return Math.min(part, cap);
  });
  return capped.map((part, i) => {
    const more = Math.min(excess, (caps[i] ?? 0) - part);
    excess -= more;
    return part + more;
  });
}
