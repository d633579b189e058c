import type { CodeRow } from "#app/creators/code-list.server.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { BatchId, CodeId, CreatorId, ShopId } from "#app/kernel/id.ts";

/** A code's own page: how it stands, when it was paused, and what it was rotated to, or from. */
export type CodePage = CodeRow & {
  /** The newest first. */
  readonly pauses: readonly { readonly from: Date; readonly to: Date | null }[];
  readonly replacedBy: NamedCode | null;
  readonly replaces: NamedCode | null;
  readonly batch: { readonly id: string; readonly title: string } | null;
};
export type NamedCode = { readonly id: string; readonly code: string };

/** Finds what a code's page shows; null when the shop has no such code. */
export async function findCodePage(database: Database, shopId: ShopId, id: CodeId): Promise<CodePage | null> {
  const [code, replaces] = await readShop(database, shopId, (prisma) => [
    prisma.code.findUnique({
      where: { shopId_id: { shopId, id } },
      include: { creator: true, batch: true, pauses: { orderBy: { fromAt: "desc" } } },
    }),
    prisma.code.findFirst({ where: { shopId, replacedBy: id }, select: { id: true, code: true } }),
  ]);
  if (!code) return null;
  const { replacedBy: newId } = code;
  const [replacedBy] = newId
    ? await readShop(database, shopId, (prisma) => [
        prisma.code.findUnique({
          where: { shopId_id: { shopId, id: newId } },
          select: { id: true, code: true },
        }),
      ])
    : [null];
  return {
    ...{ id, code: code.code, creatorId: code.creatorId as CreatorId, creatorName: code.creator.name },
    value: valueIn({
      value_kind: code.valueKind,
      basis_points: code.basisPoints,
      amount_minor: code.amountMinor,
      currency: code.currency,
    }),
    conditions: code.conditions as CodeRow["conditions"],
    ...{ state: code.state, problem: code.problem, origin: code.origin },
    ...{ drift: code.drift, driftTold: code.driftTold, batchId: code.batchId as BatchId | null },
    ...{ heldFrom: code.heldFrom, heldTo: code.heldTo },
    pausedSince: code.pauses.find(({ toAt }) => toAt === null)?.fromAt ?? null,
    pauses: code.pauses.map(({ fromAt, toAt }) => ({ from: fromAt, to: toAt })),
    ...{ replacedBy, replaces },
    batch: code.batch && { id: code.batch.id, title: code.batch.title },
  };
}
