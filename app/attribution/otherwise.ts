import { partsBy, SHARING_MODELS, type SharingModel } from "#app/attribution/models.ts";
import type { LinkTouch, Touch } from "#app/attribution/touch.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** Who a way of sharing an order would credit, each with their part of it (the parts sum to 1): the largest first. */
export type Otherwise = {
  readonly model: SharingModel;
  readonly parts: readonly { readonly creatorId: CreatorId; readonly part: number }[];
};

const DAY_MS = 86_400_000;

/**
 * Who each model would credit with an order by the clicks that may earn it, whatever its codes; nothing where no click
 * may. Clicks that were too early, too late, or refused stay out, as they do when the order is decided.
 */
export function otherwiseOf(touches: readonly Touch[], instant: Date): Otherwise[] {
  const clicks = touches.flatMap((touch) => {
    const at = touch.kind === "link" && stands(touch) ? touch.clickedAt : null;
    return at === null || touch.creatorId === null
      ? []
      : [{ creatorId: touch.creatorId, at: Date.parse(at) }];
  });
  if (clicks.length === 0) return [];
  const byCreator = (a: CreatorId, b: CreatorId) => (a < b ? -1 : Number(a > b));
  return SHARING_MODELS.map((model) => {
    // Of one instant the smaller creator id is preferred, whichever end of the row a model looks at.
    const way = model === "last" ? -1 : 1;
    const sorted = clicks.toSorted((a, b) => a.at - b.at || way * byCreator(a.creatorId, b.creatorId));
    const ages = sorted.map(({ at }) => (Number(instant) - at) / DAY_MS);
    const parts = new Map<CreatorId, number>();
    for (const [index, part] of partsBy(model, ages).entries()) {
      const creatorId = sorted[index]?.creatorId;
      if (creatorId && part > 0) parts.set(creatorId, (parts.get(creatorId) ?? 0) + part);
    }
    const found = [...parts].map(([creatorId, part]) => ({ creatorId, part }));
    return { model, parts: found.sort((a, b) => b.part - a.part) };
  });
}

/** Whether a touch may earn an order: it decided, or another went before it, or the order as a whole is refused. */
export const stands = ({ verdict }: Pick<LinkTouch, "verdict">): boolean =>
  verdict === "decided" || verdict === "outranked" || verdict === "order-refused";
