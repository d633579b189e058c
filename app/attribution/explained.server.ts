import type { Attribution } from "#app/attribution/attribute.ts";
import type { Channel } from "#app/attribution/channel.ts";
import type { Newness } from "#app/attribution/newness.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { CreatorId, OrderId, ShopId } from "#app/kernel/id.ts";
import { type Money, money } from "#app/kernel/money.ts";

/** An order with who was credited and why. `names` holds every creator the explanation speaks of. */
export type ExplainedOrder = {
  readonly id: OrderId;
  readonly name: string;
  readonly instant: Date;
  readonly currency: string;
  readonly net: Money;
  readonly refunded: Money;
  /** The creator's part of it, on their own page, where they share it with others. */
  readonly part?: { readonly net: Money; readonly refunded: Money };
  readonly isCounted: boolean;
  readonly customerId: string | null;
  readonly newness: Newness;
  readonly channel: Channel;
  readonly attribution: Attribution;
  readonly names: Readonly<Record<string, string>>;
};

/** Where a page of orders begins or ends: the order's instant and id. */
export type Cursor = { readonly instant: Date; readonly id: string };

/** A page of orders, newest first, and where its neighbours are. */
export type OrdersPage = {
  readonly orders: readonly ExplainedOrder[];
  readonly older: Cursor | null;
  readonly newer: Cursor | null;
};

/** Writes a cursor as it stands in an address: `1764000000000.820982911946154508`. */
export const formatCursor = ({ instant, id }: Cursor): string =>
  `${instant.getTime()}.${id.replace("gid://shopify/Order/", "")}`;

/** Reads a cursor from an address; null when it is not one. */
export function parseCursor(text: string | null): Cursor | null {
  const found = /^(\d{1,13})\.(\d{1,20})$/.exec(text ?? "");
  return found ? { instant: new Date(Number(found[1])), id: `gid://shopify/Order/${found[2]}` } : null;
}

/**
 * Lists orders, newest first: of the whole shop, or credited to one creator.
 * @param from behind which order the page starts (`older`), or before which it ends (`newer`)
 */
export async function listExplainedOrders(
  database: Database,
  shop: { readonly id: ShopId },
  {
    creatorId,
    older,
    newer,
    limit,
  }: { creatorId?: CreatorId; older?: Cursor | null; newer?: Cursor | null; limit: number },
): Promise<OrdersPage> {
  const beyond = older ? before(older) : newer ? after(newer) : {};
  const direction = newer ? "asc" : "desc";
  const found = {
    orderBy: [{ instant: direction }, { orderId: direction }] as const,
    take: limit + 1,
  };
  const [led, shared] = await readShop(database, shop.id, (prisma) => [
    prisma.attribution.findMany({
      ...{ ...found, orderBy: [...found.orderBy], include: WITH_ORDER },
      where: { shopId: shop.id, ...(creatorId && { creatorId }), ...beyond },
    }),
    // Who earned most of an order stands in its own row; the others are found by their parts.
    prisma.creditShare.findMany({
      ...{ ...found, orderBy: [...found.orderBy], include: { attribution: { include: WITH_ORDER } } },
      where: { shopId: shop.id, creatorId: creatorId ?? "", ...beyond },
    }),
  ]);
  const rows = [...led, ...shared.map(({ attribution }) => attribution)]
    .filter((row, index, all) => all.findIndex(({ orderId }) => orderId === row.orderId) === index)
    .sort(
      (a, b) => (newer ? 1 : -1) * (Number(a.instant) - Number(b.instant) || compare(a.orderId, b.orderId)),
    );
  const isMore = rows.length > limit;
  const shown = rows.slice(0, limit);
  if (newer) shown.reverse();
  const names = await namesOf(database, shop.id, shown);
  const orders = shown.map((row) => ({ ...explained(row, names), ...partIn(row, creatorId) }));
  const first = shown[0] ? { instant: shown[0].instant, id: shown[0].orderId } : null;
  const last = shown.at(-1);
  return {
    orders,
    older: last && (isMore || newer) ? { instant: last.instant, id: last.orderId } : null,
    newer: (newer ? isMore : older) ? first : null,
  };
}

/** Finds one order with who was credited and why; null when there is none, or it was not decided yet. */
export async function findExplainedOrder(
  database: Database,
  shop: { readonly id: ShopId },
  orderId: OrderId,
): Promise<ExplainedOrder | null> {
  const [row] = await readShop(database, shop.id, (prisma) => [
    prisma.attribution.findUnique({
      where: { shopId_orderId: { shopId: shop.id, orderId } },
      include: WITH_ORDER,
    }),
  ]);
  return row && explained(row, await namesOf(database, shop.id, [row]));
}

const WITH_ORDER = { order: { select: { name: true } }, shares: true } as const;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** What a creator has of a shared order; nothing where they have all of it, or nobody is asked for. */
function partIn({ shares, currency }: Row, creatorId: CreatorId | undefined): Pick<ExplainedOrder, "part"> {
  const part = shares.find((share) => share.creatorId === creatorId);
  if (!part) return {};
  return {
    part: { net: money(Number(part.net), currency), refunded: money(Number(part.refunded), currency) },
  };
}

type Row = {
  shares: readonly { creatorId: string; net: bigint; refunded: bigint }[];
  rule: unknown;
  orderId: string;
  order: { name: string };
  instant: Date;
  currency: string;
  net: bigint;
  refunded: bigint;
  isCounted: boolean;
  customerId: string | null;
  creatorId: string | null;
  otherwiseId: string | null;
  newness: string;
  channel: string;
  because: string;
  touches: unknown;
};

function explained(row: Row, all: ReadonlyMap<string, string>): ExplainedOrder {
  const touches = row.touches as Attribution["touches"];
  const attribution = (
    row.creatorId
      ? {
          ...{ to: row.creatorId, because: row.because, touches },
          ...(row.because === "hand" && { otherwise: row.otherwiseId }),
          ...(row.rule !== null && { rule: row.rule }),
        }
      : { to: null, because: row.because, otherwise: row.otherwiseId, touches }
  ) as Attribution;
  return {
    id: row.orderId as OrderId,
    name: row.order.name,
    instant: row.instant,
    currency: row.currency,
    net: money(Number(row.net), row.currency),
    refunded: money(Number(row.refunded), row.currency),
    isCounted: row.isCounted,
    customerId: row.customerId,
    newness: row.newness as Newness,
    channel: row.channel as Channel,
    attribution,
    names: Object.fromEntries(creatorsIn(row).map((id) => [id, all.get(id) ?? id])),
  };
}

function creatorsIn(row: Row): string[] {
  const ids = [
    row.creatorId,
    row.otherwiseId,
    ...(row.touches as Attribution["touches"]).map((touch) => touch.creatorId),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}

async function namesOf(
  database: Database,
  shopId: ShopId,
  rows: readonly Row[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(creatorsIn))];
  if (ids.length === 0) return new Map();
  const [creators] = await readShop(database, shopId, (prisma) => [
    prisma.creator.findMany({ where: { shopId, id: { in: ids } }, select: { id: true, name: true } }),
  ]);
  return new Map(creators.map((creator) => [creator.id, creator.name]));
}

const before = ({ instant, id }: Cursor) => ({
  OR: [{ instant: { lt: instant } }, { instant, orderId: { lt: id } }],
});
const after = ({ instant, id }: Cursor) => ({
  OR: [{ instant: { gt: instant } }, { instant, orderId: { gt: id } }],
});

/** So many of the newest changes make up the pulse: more than can be under way at once. */
const NEWEST = 200;

/**
 * A text that is another one whenever an order or a code of the shop changed: an open page asks whether it is still up
 * to date. The newest revision alone would miss a change that was numbered earlier and committed later, hence the sum.
 */
export async function findPulse(database: Database, shop: { readonly id: ShopId }): Promise<string> {
  const [found] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<{ pulse: string | null }[]>`
      SELECT concat_ws('-', max(revision), sum(revision)) AS pulse FROM (
        (SELECT revision FROM attribution WHERE shop_id = ${shop.id} ORDER BY revision DESC LIMIT ${NEWEST})
        UNION ALL (SELECT revision FROM code WHERE shop_id = ${shop.id} ORDER BY revision DESC LIMIT ${NEWEST})) AS newest`,
  ]);
  return found[0]?.pulse ?? "";
}
