/** A measured figure, and what it should be. */
export type Figure = {
  readonly part: string;
  readonly what: string;
  readonly value: number | string;
  readonly unit: string;
  /** Null: shown for its own sake. */
  readonly target: Target | null;
  readonly isMet: boolean | null;
};

/** What a figure should be. */
export type Target =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly exactly: number | string };

/** Weighs a figure against its target. A figure that is no number meets none but its equal. */
export function figure(
  part: string,
  what: string,
  value: number | string,
  unit = "",
  target: Target | null = null,
): Figure {
  return { part, what, value, unit, target, isMet: target && meets(value, target) };
}

function meets(value: number | string, target: Target): boolean {
  if ("exactly" in target) return value === target.exactly;
  return "atLeast" in target ? Number(value) >= target.atLeast : Number(value) <= target.atMost;
}

/** Whether every target was met. */
export const isGood = (figures: readonly Figure[]): boolean => figures.every(({ isMet }) => isMet !== false);
