import type { Policy } from "#app/attribution/policy.ts";
import type { Preview } from "#app/attribution/preview.ts";

/** A preview as a loader sends it; `result` is null until it is computed. */
export type ShownPreview = {
  readonly id: string;
  readonly policy: Policy;
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly total: number;
  readonly done: number;
  readonly result: Preview | null;
};
