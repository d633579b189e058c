import { COLLABORATION_KINDS, type CollaborationKind } from "#app/creators/collaboration.ts";
import { type CreatorId, parseId } from "#app/kernel/id.ts";

/** Which collaborations a list shows, as its address says it; null leaves none out. `month` is "2026-03". */
export type CollaborationsQuery = {
  readonly creatorId: CreatorId | null;
  readonly kind: CollaborationKind | null;
  readonly month: string | null;
  readonly page: number;
};

const LAST_PAGE = 1_000_000;
/** Stands for a text that can be no creator's id: such a filter leaves all out. */
const NOBODY = "cr_00000000000000000000" as CreatorId;

/** Reads an address: `?creator=cr_...&kind=story&month=2026-03&page=2`. What it does not say, or says wrongly, leaves none out, but for a creator who cannot be. */
export function readCollaborationsQuery(params: URLSearchParams): CollaborationsQuery {
  const page = /^\d{1,7}$/.exec(params.get("page") ?? "")?.[0] ?? "1";
  const creator = params.get("creator") ?? "";
  return {
    creatorId: creator === "" ? null : (parseId("creator", creator) ?? NOBODY),
    kind: COLLABORATION_KINDS.find((each) => each === params.get("kind")) ?? null,
    month: /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/.exec(params.get("month") ?? "")?.[0] ?? null,
    page: Math.min(Math.max(1, Number(page)), LAST_PAGE),
  };
}
