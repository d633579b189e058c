import { type CreditedFigures, figuresOf } from "#app/attribution/credited.server.ts";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import type { Contact } from "#app/creators/contact.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";

/** A code on its creator's page. */
export type CreatorCode = {
  readonly id: string;
  readonly code: string;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  readonly state: string;
  /** Why Shopify refused it: `taken`, `taken:{title of the other discount}`, or a sentence. */
  readonly problem: string | null;
  readonly origin: string;
  /** How Shopify's discount is no longer what we know, and what it says instead. */
  readonly drift: string | null;
  readonly driftTold: string | null;
  readonly batchId: string | null;
  readonly pausedSince: Date | null;
  readonly heldFrom: Date;
  readonly heldTo: Date | null;
  readonly isLeaking: boolean;
};

/** A creator's page: who they are, what they are credited with, their codes. */
export type CreatorPage = CreditedFigures & {
  readonly id: CreatorId;
  readonly name: string;
  readonly email: string | null;
  readonly customerId: string | null;
  readonly handle: string | null;
  readonly language: CreatorLanguage;
  readonly programId: string | null;
  readonly contact: Contact;
  readonly joinedAt: Date;
  readonly pausedSince: Date | null;
  readonly codes: readonly CreatorCode[];
  /** Codes of theirs that can be used once each, by the batch they are of. */
  readonly singleUse: readonly { readonly batchId: string; readonly title: string; readonly count: number }[];
};

/** Finds what a creator's page shows; null when the shop has no such creator. */
export async function findCreatorPage(
  database: Database,
  shop: { readonly id: ShopId; readonly currency: string },
  id: CreatorId,
): Promise<CreatorPage | null> {
  const { id: shopId } = shop;
  const [creator, figures, singleUse] = await readShop(database, shopId, (prisma) => [
    prisma.creator.findUnique({
      where: { shopId_id: { shopId, id } },
      include: {
        codes: {
          where: { isSingleUse: false },
          include: {
            pauses: { where: { toAt: null } },
            leaks: { where: { state: "open" }, select: { id: true } },
          },
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        },
        pauses: { where: { toAt: null } },
      },
    }),
    prisma.figures.findUnique({
      where: { shopId_credited_currency: { shopId, credited: id, currency: shop.currency } },
    }),
    prisma.$queryRaw<{ batchId: string; title: string; count: number }[]>`
      SELECT batch.id AS "batchId", batch.title, count(*)::int AS count FROM code
        JOIN code_batch batch ON batch.shop_id = code.shop_id AND batch.id = code.batch_id
      WHERE code.shop_id = ${shopId} AND code.creator_id = ${id} AND code.is_single_use
      GROUP BY batch.id, batch.title, batch.created_at ORDER BY batch.created_at`,
  ]);
  if (!creator) return null;
  return {
    id,
    name: creator.name,
    email: creator.email,
    customerId: creator.customerId,
    handle: creator.handle,
    language: creator.language as CreatorLanguage,
    programId: creator.programId,
    contact: {
      phone: creator.phone,
      street: creator.street,
      more: creator.more,
      postalCode: creator.postalCode,
      country: creator.country,
    },
    joinedAt: creator.createdAt,
    pausedSince: creator.pauses[0]?.fromAt ?? null,
    codes: creator.codes.map((code) => ({
      id: code.id,
      code: code.code,
      value: valueIn({
        value_kind: code.valueKind,
        basis_points: code.basisPoints,
        amount_minor: code.amountMinor,
        currency: code.currency,
      }),
      conditions: code.conditions as Conditions,
      state: code.state,
      problem: code.problem,
      origin: code.origin,
      drift: code.drift,
      driftTold: code.driftTold,
      batchId: code.batchId,
      pausedSince: code.pauses[0]?.fromAt ?? null,
      heldFrom: code.heldFrom,
      heldTo: code.heldTo,
      isLeaking: code.leaks.length > 0,
    })),
    singleUse,
    ...figuresOf(figures, shop.currency),
  };
}
