import { Prisma } from "@prisma/client";
import type { Collaboration, CollaborationKind } from "#app/creators/collaboration.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { CollaborationId, CreatorId, ShopId } from "#app/kernel/id.ts";
import { type Money, money } from "#app/kernel/money.ts";

/** A collaboration as it is kept: whose, and by which id. */
export type KeptCollaboration = Collaboration & {
  readonly id: CollaborationId;
  readonly creatorId: CreatorId;
};

/** A collaboration in a list, with its creator's name and e-mail. */
export type ListedCollaboration = KeptCollaboration & {
  readonly creatorName: string;
  readonly creatorEmail: string | null;
};

/** Which collaborations are meant; null leaves none out. `month` is "2026-03". */
export type CollaborationsFilter = {
  readonly creatorId: CreatorId | null;
  readonly kind: CollaborationKind | null;
  readonly month: string | null;
};

/** What collaborations add up to; costs in one currency, those in others are left out and counted. */
export type CollaborationTotals = {
  readonly count: number;
  readonly reach: number;
  readonly interactions: number;
  /** Of those where both were counted, for a rate that compares like with like. */
  readonly engagement: { readonly reach: number; readonly interactions: number };
  readonly fee: Money;
  readonly gift: Money;
  readonly inOtherCurrencies: number;
};

/** What a creator cost the shop, besides what their customers were given: fees, and gifts at cost, by currency. */
export type Costs = { readonly currency: string; readonly fee: Money; readonly gift: Money };

/** Keeps collaborations, new or changed; each id once. An id that is another creator's is left alone. */
export async function saveCollaborations(
  tx: Tx,
  shopId: ShopId,
  all: readonly KeptCollaboration[],
  now: Date,
): Promise<void> {
  const sorted = [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
  const column = <Name extends keyof KeptCollaboration>(name: Name) => sorted.map((each) => each[name]);
  await tx.query(
    `INSERT INTO collaboration (shop_id, id, creator_id, kind, day, url, reach, interactions, fee_minor, gift_minor, currency, note, created_at, updated_at)
     SELECT $1, u.*, $13, $13 FROM unnest($2::text[], $3::text[], $4::text[], $5::date[], $6::text[], $7::int[], $8::int[], $9::bigint[], $10::bigint[], $11::text[], $12::text[])
       AS u (id, creator_id, kind, day, url, reach, interactions, fee_minor, gift_minor, currency, note)
     ON CONFLICT (shop_id, id) DO UPDATE SET kind = excluded.kind, day = excluded.day, url = excluded.url, reach = excluded.reach,
       interactions = excluded.interactions, fee_minor = excluded.fee_minor, gift_minor = excluded.gift_minor,
       currency = excluded.currency, note = excluded.note, updated_at = excluded.updated_at
       WHERE collaboration.creator_id = excluded.creator_id`,
    [
      ...[shopId, column("id"), column("creatorId"), column("kind"), column("day"), column("url")],
      ...[column("reach"), column("interactions"), column("feeMinor"), column("giftMinor")],
      ...[column("currency"), column("note"), now],
    ],
  );
}

/** Removes a creator's collaboration. @returns whether they had it */
export async function removeCollaboration(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  id: CollaborationId,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    "DELETE FROM collaboration WHERE shop_id = $1 AND creator_id = $2 AND id = $3",
    [shopId, creatorId, id],
  );
  return rowCount === 1;
}

/** What a creator's collaborations cost, for what they brought to be weighed against; empty when nothing is noted. */
export async function sumCosts(tx: Tx, shopId: ShopId, creatorId: CreatorId): Promise<Costs[]> {
  const { rows } = await tx.query<{ currency: string; fee: string; gift: string }>(
    `SELECT currency, sum(fee_minor) AS fee, sum(gift_minor) AS gift FROM collaboration
     WHERE shop_id = $1 AND creator_id = $2 GROUP BY currency ORDER BY currency`,
    [shopId, creatorId],
  );
  return rows.map(({ currency, fee, gift }) => ({
    currency,
    fee: money(Number(fee), currency),
    gift: money(Number(gift), currency),
  }));
}

/** Finds a creator's collaboration; null when they have none of that id. */
export async function findCollaboration(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId,
  id: CollaborationId,
): Promise<KeptCollaboration | null> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<Row[]>`SELECT collaboration.*, '' AS name, NULL AS email FROM collaboration
      WHERE shop_id = ${shopId} AND creator_id = ${creatorId} AND id = ${id}`,
  ]);
  return rows[0] ? listedIn(rows[0]) : null;
}

/** Collaborations, newest day first, a page at a time; and what all that are meant add up to. */
export async function listCollaborations(
  database: Database,
  shop: { readonly id: ShopId; readonly currency: string },
  filter: CollaborationsFilter,
  { page, size }: { readonly page: number; readonly size: number },
): Promise<{ collaborations: ListedCollaboration[]; totals: CollaborationTotals }> {
  const where = matching(shop.id, filter);
  const [rows, sums] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<Row[]>`
      SELECT collaboration.*, creator.name, creator.email FROM collaboration
        JOIN creator ON creator.shop_id = collaboration.shop_id AND creator.id = collaboration.creator_id
      WHERE ${where} ORDER BY day DESC, collaboration.id LIMIT ${size} OFFSET ${(page - 1) * size}`,
    prisma.$queryRaw<Sums[]>`
      SELECT count(*) AS count, sum(reach) AS reach, sum(interactions) AS interactions,
        sum(reach) FILTER (WHERE interactions IS NOT NULL) AS both_reach,
        sum(interactions) FILTER (WHERE reach IS NOT NULL) AS both_interactions,
        sum(fee_minor) FILTER (WHERE currency = ${shop.currency}) AS fee,
        sum(gift_minor) FILTER (WHERE currency = ${shop.currency}) AS gift,
        count(*) FILTER (WHERE currency <> ${shop.currency} AND fee_minor + gift_minor > 0) AS others
      FROM collaboration WHERE ${where}`,
  ]);
  return { collaborations: rows.map(listedIn), totals: totalsIn(sums[0], shop.currency) };
}

/** The months in which anything was made, newest first. */
export async function listMonths(database: Database, shopId: ShopId): Promise<string[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<{ month: string }[]>`
      SELECT DISTINCT to_char(day, 'YYYY-MM') AS month FROM collaboration WHERE shop_id = ${shopId} ORDER BY 1 DESC`,
  ]);
  return rows.map(({ month }) => month);
}

function matching(shopId: ShopId, { creatorId, kind, month }: CollaborationsFilter): Prisma.Sql {
  const first = month && new Date(`${month}-01T00:00:00Z`);
  return Prisma.join(
    [
      Prisma.sql`collaboration.shop_id = ${shopId}`,
      ...(creatorId ? [Prisma.sql`collaboration.creator_id = ${creatorId}`] : []),
      ...(kind ? [Prisma.sql`collaboration.kind = ${kind}`] : []),
      ...(first
        ? [
            Prisma.sql`collaboration.day >= ${first}::date AND collaboration.day < ${first}::date + interval '1 month'`,
          ]
        : []),
    ],
    " AND ",
  );
}

type Whole = bigint | Prisma.Decimal | null;
type Sums = Record<
  "count" | "reach" | "interactions" | "both_reach" | "both_interactions" | "fee" | "gift" | "others",
  Whole
>;
type Row = {
  id: CollaborationId;
  creator_id: CreatorId;
  name: string;
  email: string | null;
  kind: CollaborationKind;
  day: Date;
  url: string | null;
  reach: number | null;
  interactions: number | null;
  fee_minor: bigint;
  gift_minor: bigint;
  currency: string;
  note: string;
};

function listedIn(row: Row): ListedCollaboration {
  const { id, kind, url, reach, interactions, currency, note } = row;
  return {
    ...{ id, kind, url, reach, interactions, currency, note },
    creatorId: row.creator_id,
    ...{ creatorName: row.name, creatorEmail: row.email },
    day: row.day.toISOString().slice(0, 10),
    feeMinor: Number(row.fee_minor),
    giftMinor: Number(row.gift_minor),
  };
}

function totalsIn(sums: Sums | undefined, currency: string): CollaborationTotals {
  const of = (name: keyof Sums) => Number(sums?.[name] ?? 0);
  return {
    ...{ count: of("count"), reach: of("reach"), interactions: of("interactions") },
    engagement: { reach: of("both_reach"), interactions: of("both_interactions") },
    ...{ fee: money(of("fee"), currency), gift: money(of("gift"), currency) },
    inOtherCurrencies: of("others"),
  };
}
