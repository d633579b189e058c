import type { CodeValue, Conditions } from "#app/creators/code.ts";
import type { Told } from "#app/creators/drift.ts";

/** A code as pages show it; instants as ISO text. */
export type ShownCode = {
  readonly id: string;
  readonly code: string;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  readonly state: string;
  /** Why Shopify refused it, or would not have it mended: `taken`, `taken:{title of the other discount}`, or a sentence. */
  readonly problem: string | null;
  readonly origin: string;
  /** How it stands in Shopify otherwise than we know, and what Shopify says, as JSON. */
  readonly drift: string | null;
  readonly driftTold: string | null;
  readonly batchId: string | null;
  readonly pausedSince: string | null;
  readonly heldFrom: string;
  readonly heldTo: string | null;
  /** Whether it seems to have leaked. */
  readonly isLeaking?: boolean;
};

/** A code with whose it is. */
export type CodeLine = ShownCode & { readonly creatorId: string; readonly creatorName: string };

/** A program to narrow codes by. */
export type ProgramChoice = { readonly id: string; readonly name: string };

/** A creator that is picked, with the codes they hold. */
export type Picked = { readonly id: string; readonly name: string; readonly codes: readonly string[] };

/** Where the buttons of a code are heard, whichever page they stand on. */
export const CODE_ACTIONS = "/app/codes?index";

/** What Shopify says of a code that drifted. */
export const toldIn = ({ driftTold }: Pick<ShownCode, "driftTold">): Told =>
  driftTold === null ? {} : JSON.parse(driftTold);

/** Whether a code is held no longer, or has come to the end of its own terms. */
export function isEnded({ heldTo, conditions: { endsAt } }: ShownCode, now: Date): boolean {
  return [heldTo, endsAt].some((end) => end != null && Date.parse(end) <= now.getTime());
}

/** The title of the discount that has a refused code already; "" when that is not known, null when it is not taken. */
export function takerOf({ problem }: Pick<ShownCode, "problem">): string | null {
  return (
    /^taken(?::(.*))?$/s
      .exec(problem ?? "")
      ?.slice(1)
      .map((title) => title ?? "")[0] ?? null
  );
}

/** What stands in a problem that is a sentence, with a full stop. */
export const problemSentence = (problem: string): string =>
  /[.!?]$/.test(problem) ? problem : `${problem}.`;
