/** What comparing Shopify's orders with ours came to, for a person to look at. It compares nothing itself. */
import { type Database, readShop } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";

/** A comparison: `listed` orders were compared, `found` were not as we had them, `fetched` have been asked for. */
export type ShownRun = {
  readonly kind: "recent" | "sweep";
  /** Whether it looked as far back as Shopify lets it: the first one does, and finds what was before the app. */
  readonly isFirst: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly listed: number;
  readonly found: number;
  readonly fetched: number;
};

/** An order that no webhook told of (`missing`), or not of its last change (`behind`), or that could not be read. */
export type ShownFind = {
  readonly runId: string;
  readonly orderId: OrderId;
  readonly name: string;
  readonly what: "missing" | "behind" | "unreadable";
  readonly updatedAt: Date;
  readonly foundAt: Date;
};

/** The last comparison of each kind that ended, and the one that runs or was cut off. */
export type Runs = {
  readonly last: ShownRun | null;
  readonly lastSweep: ShownRun | null;
  readonly open: ShownRun | null;
};

/** Finds the last comparisons of a shop. */
export async function findRuns(database: Database, shopId: ShopId): Promise<Runs> {
  const orderBy = { startedAt: "desc" } as const;
  const ended = { not: null } as const;
  const [last, lastSweep, open] = await readShop(database, shopId, (prisma) => [
    prisma.reconcileRun.findFirst({ where: { shopId, kind: "recent", finishedAt: ended }, orderBy }),
    prisma.reconcileRun.findFirst({ where: { shopId, kind: "sweep", finishedAt: ended }, orderBy }),
    prisma.reconcileRun.findFirst({ where: { shopId, finishedAt: null }, orderBy }),
  ]);
  return { last: last && runOf(last), lastSweep: lastSweep && runOf(lastSweep), open: open && runOf(open) };
}

/** Lists what comparisons found last, newest first. */
export async function listFinds(database: Database, shopId: ShopId, limit: number): Promise<ShownFind[]> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.reconcileFind.findMany({
      where: { shopId },
      orderBy: [{ foundAt: "desc" }, { orderId: "desc" }],
      take: limit,
    }),
  ]);
  return rows.map(({ runId, orderId, name, what, updatedAt, foundAt }) => ({
    ...{ runId, name, updatedAt, foundAt },
    orderId: orderId as OrderId,
    what: what as ShownFind["what"],
  }));
}

/**
 * How many orders the comparisons since `since` had to find because webhooks failed, and how many could not be read.
 * The first comparison's do not count: they are from before we listened.
 */
export async function countFinds(
  database: Database,
  shopId: ShopId,
  since: Date,
): Promise<{ missed: number; unreadable: number }> {
  const [rows] = await readShop(database, shopId, (prisma) => [
    prisma.$queryRaw<{ missed: number; unreadable: number }[]>`
      SELECT count(DISTINCT find.order_id) FILTER (WHERE what <> 'unreadable')::int AS missed,
        count(DISTINCT find.order_id) FILTER (WHERE what = 'unreadable')::int AS unreadable
      FROM reconcile_run AS run JOIN reconcile_find AS find ON find.shop_id = run.shop_id AND find.run_id = run.id
      WHERE run.shop_id = ${shopId} AND run.started_at >= ${since} AND run.from_at IS NOT NULL`,
  ]);
  return rows[0] ?? { missed: 0, unreadable: 0 };
}

/** What the last look at a shop's own subscriptions and scopes found; null before the first. */
export async function findSubscriptionCheck(
  database: Database,
  shopId: ShopId,
): Promise<{ checkedAt: Date; missingScopes: string[]; strays: string[] } | null> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.subscriptionCheck.findFirst({ where: { shopId }, orderBy: { checkedAt: "desc" } }),
  ]);
  return row && { checkedAt: row.checkedAt, missingScopes: row.missingScopes, strays: row.strays };
}

type Row = Omit<ShownRun, "kind" | "isFirst"> & { kind: string; fromAt: Date | null };

const runOf = ({ kind, fromAt, startedAt, finishedAt, listed, found, fetched }: Row): ShownRun => ({
  ...{ startedAt, finishedAt, listed, found, fetched },
  kind: kind as ShownRun["kind"],
  isFirst: fromAt === null,
});
