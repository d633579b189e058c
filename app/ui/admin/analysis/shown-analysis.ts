import type { Analysis } from "#app/attribution/analysis.ts";

/** An analysis as a loader sends it: instants as ISO 8601, months as "2026-03". */
export type ShownAnalysis = {
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly currency: string;
  readonly total: number;
  readonly done: number;
  readonly result: Analysis | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
};
