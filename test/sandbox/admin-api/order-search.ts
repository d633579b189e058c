import { GraphQLError } from "graphql";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { pageOf } from "#test/sandbox/admin-api/connection.ts";
import { journeySummary, ordersOf } from "#test/sandbox/admin-api/journey-fields.ts";
import { NotSimulated } from "#test/sandbox/admin-api/not-simulated.ts";
import { orderNode } from "#test/sandbox/admin-api/order-fields.ts";
import type { KeptOrder } from "#test/sandbox/order-life/order.ts";

type Search = {
  first?: number | null;
  after?: string | null;
  query?: string | null;
  sortKey?: string | null;
};

const DAY = 86_400_000;
/** As far back as orders are shown without read_all_orders. */
const WINDOW = 60 * DAY;

/** Whether the app may see an order: of the last 60 days by the played clock, unless all orders were granted. */
export function isShown(api: AdminApi, order: KeptOrder): boolean {
  return api.hasAllOrders || order.at >= api.discounts.now().getTime() - WINDOW;
}

/** An order the app may see, by its GID; null otherwise. */
export function findShown(api: AdminApi, gid: string): Record<string, unknown> | null {
  const order = api.books.orders.get(/^gid:\/\/shopify\/Order\/(\d+)$/.exec(gid)?.[1] ?? "");
  return order && isShown(api, order) ? nodeOf(api, order) : null;
}

/** Answers `orders`: by the instant of their last change, oldest first; the only search words are comparisons of it. */
export function searchOrders(api: AdminApi, { first, after, query, sortKey }: Search) {
  if (sortKey !== "UPDATED_AT") throw new NotSimulated(`orders(sortKey: ${sortKey})`);
  const from = after ? readCursor(after) : null;
  const found = listChanged(api, query ?? "").filter((order) => from === null || isBehind(order, from));
  const page = found.slice(0, first ?? found.length);
  return pageOf(
    page.map((order) => nodeOf(api, order)),
    (_, index) => cursorOf(page[index] as KeptOrder),
    found.length > page.length,
  );
}

/** The orders a search finds, oldest change first. */
export function listChanged(api: AdminApi, query: string): KeptOrder[] {
  const matches = readSearch(query);
  return [...api.books.orders.values()]
    .filter((order) => isShown(api, order) && matches.every((isMatch) => isMatch(order.updatedAt)))
    .sort((a, b) => (isBehind(a, b) ? 1 : -1));
}

/** The orders a bulk operation lists: as they were asked for, by their own instant or by that of their last change. */
export function listBulk(
  api: AdminApi,
  { query = "", sortKey = "UPDATED_AT" }: { query?: string; sortKey?: string },
): KeptOrder[] {
  const found = listChanged(api, query);
  if (sortKey === "UPDATED_AT") return found;
  if (sortKey !== "PROCESSED_AT") throw new NotSimulated(`a bulk query's orders(sortKey: ${sortKey})`);
  return found.sort((a, b) => a.at - b.at || (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

function readSearch(query: string): ((ms: number) => boolean)[] {
  const terms = query.split(/\s+AND\s+|\s+/).filter((term) => term !== "");
  return terms.map((term) => {
    const [, sign, text = ""] = /^updated_at:(>=|<=|>|<)'?([^']+)'?$/.exec(term) ?? [];
    const bound = Date.parse(text);
    if (sign === undefined || Number.isNaN(bound)) throw new NotSimulated(`the search for orders "${term}"`);
    // Shopify compares whole seconds.
    const second = (ms: number) => Math.floor(ms / 1000) * 1000;
    if (sign === ">=") return (ms) => second(ms) >= bound;
    if (sign === "<=") return (ms) => second(ms) <= bound;
    return sign === ">" ? (ms) => second(ms) > bound : (ms) => second(ms) < bound;
  });
}

type Place = Pick<KeptOrder, "updatedAt" | "id">;

const isBehind = (order: Place, other: Place): boolean =>
  order.updatedAt === other.updatedAt
    ? BigInt(order.id) > BigInt(other.id)
    : order.updatedAt > other.updatedAt;

const cursorOf = ({ updatedAt, id }: Place) => Buffer.from(`${updatedAt} ${id}`).toString("base64url");

function readCursor(cursor: string): Place {
  const [, updatedAt, id] = /^(\d+) (\d+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (id === undefined) throw new GraphQLError("Invalid cursor for current pagination sort.");
  return { updatedAt: Number(updatedAt), id };
}

/** An order as the Admin API shows it. */
export function nodeOf(api: AdminApi, order: KeptOrder): Record<string, unknown> {
  const customer = order.customerId === null ? null : api.books.customers.find(order.customerId);
  return orderNode(order, customer, journeySummary(api, order), (id) => ordersOf(api, id).length);
}
