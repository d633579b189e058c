import type { TFunction } from "i18next";
import type { NAMESPACES } from "#app/locales/words.ts";

/** A change of many creators, as a loader or an action sends it; `finishedAt` is ISO text. */
export type ShownChange = {
  readonly id: string;
  readonly kind: "pause" | "resume" | "move";
  readonly program: string | null;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly finishedAt: string | null;
};

type Words = TFunction<typeof NAMESPACES>;

const keyOf = ({ kind, program }: ShownChange) => (kind === "move" && program === null ? "moveOut" : kind);

/** What is being done: "Pausing 3,412 creators". */
export function doing(t: Words, change: ShownChange): string {
  const key = keyOf(change);
  return t(`creators:change.${key}.doing`, { count: change.total, program: change.program ?? "" });
}

/** Exactly what was done: "38 creators paused, 2 were paused already". */
export function done(t: Words, change: ShownChange): string {
  const key = keyOf(change);
  const said = t(`creators:change.${key}.done`, { count: change.changed, program: change.program ?? "" });
  const others = change.total - change.changed;
  if (others === 0) return said;
  return t("creators:change.both", { done: said, were: t(`creators:change.${key}.were`, { count: others }) });
}

/** Whether what was done can be undone: a move does not remember from where. */
export const canUndo = (change: ShownChange) =>
  change.kind !== "move" && change.changed > 0 && change.finishedAt !== null;
