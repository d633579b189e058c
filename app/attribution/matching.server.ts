import { Prisma } from "@prisma/client";
import type { CreatorsFilter } from "#app/attribution/creators-query.ts";
import { dayAfter, startOfDay } from "#app/kernel/day.ts";
import type { ShopId } from "#app/kernel/id.ts";

/**
 * What fits a filter, as a condition on `creator`. Each part about other tables is a set found in one pass over the shop's
 * rows there, never a look for each creator.
 */
export function matching(
  shop: { readonly id: ShopId; readonly timeZone: string },
  filter: CreatorsFilter,
): Prisma.Sql {
  const { id: shopId, timeZone } = shop;
  const parts = [Prisma.sql`creator.shop_id = ${shopId}`];
  const search = filter.search.trim();
  if (search !== "") {
    const like = Prisma.sql`ILIKE ANY(${patternsOf(search)})`;
    parts.push(Prisma.sql`(creator.name ${like} OR creator.email ${like} OR creator.handle ${like}
      OR creator.id IN (SELECT creator_id FROM code WHERE shop_id = ${shopId} AND code ${like}))`);
  }
  if (filter.status) {
    const paused = Prisma.sql`(SELECT creator_id FROM creator_pause WHERE shop_id = ${shopId} AND to_at IS NULL)`;
    parts.push(inOrNot(filter.status === "paused", paused));
  }
  if (filter.orders) {
    const credited = Prisma.sql`(SELECT credited FROM figures WHERE shop_id = ${shopId} AND orders > 0)`;
    parts.push(inOrNot(filter.orders === "with", credited));
  }
  if (filter.programs.length > 0) {
    const isNone = filter.programs.includes("none");
    const ids = filter.programs.filter((each) => each !== "none");
    parts.push(
      Prisma.sql`(creator.program_id = ANY(${ids}) ${isNone ? Prisma.sql`OR creator.program_id IS NULL` : Prisma.empty})`,
    );
  }
  if (filter.codes.length > 0) parts.push(withCodes(shopId, filter.codes));
  const from = filter.joinedFrom && dayStart(filter.joinedFrom, timeZone);
  const to = filter.joinedTo && dayStart(dayAfter(filter.joinedTo), timeZone);
  if (from) parts.push(Prisma.sql`creator.created_at >= ${from}`);
  if (to) parts.push(Prisma.sql`creator.created_at < ${to}`);
  return Prisma.join(parts, " AND ");
}

/**
 * What ILIKE finds a text by. A database may fold only A to Z, so that Ø and ø are two letters to it: a text with others
 * is also looked for in small letters, in capitals, and with a capital at the head of each word.
 */
function patternsOf(search: string): string[] {
  const text = search.normalize("NFC");
  const small = text.toLowerCase();
  const isPlain = /^\p{ASCII}*$/u.test(text);
  const titled = small.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase());
  const ways = isPlain ? [small] : [...new Set([text, small, text.toUpperCase(), titled])];
  return ways.map((each) => `%${each.replace(/[\\%_]/g, "\\$&")}%`);
}

/** Creators whose codes stand in any of these ways; a refusal is settled by the next code that is given. */
function withCodes(shopId: ShopId, standings: CreatorsFilter["codes"]): Prisma.Sql {
  const ways: Prisma.Sql[] = [];
  const states = standings.filter((each) => each === "creating" || each === "active");
  if (states.length > 0)
    ways.push(
      Prisma.sql`creator.id IN (SELECT creator_id FROM code WHERE shop_id = ${shopId} AND state = ANY(${states}) AND held_to IS NULL)`,
    );
  if (standings.includes("none"))
    ways.push(
      Prisma.sql`creator.id NOT IN (SELECT creator_id FROM code WHERE shop_id = ${shopId} AND state <> 'refused' AND held_to IS NULL)`,
    );
  if (standings.includes("refused"))
    ways.push(Prisma.sql`creator.id IN (SELECT creator_id FROM code WHERE shop_id = ${shopId} AND state = 'refused' AND NOT EXISTS (
      SELECT 1 FROM code later WHERE later.shop_id = code.shop_id AND later.creator_id = code.creator_id
        AND later.state <> 'refused' AND later.created_at >= code.created_at))`);
  if (standings.includes("drifted"))
    ways.push(
      Prisma.sql`creator.id IN (SELECT creator_id FROM code WHERE shop_id = ${shopId} AND drift IS NOT NULL)`,
    );
  return Prisma.sql`(${Prisma.join(ways, " OR ")})`;
}

const inOrNot = (isIn: boolean, set: Prisma.Sql) =>
  isIn ? Prisma.sql`creator.id IN ${set}` : Prisma.sql`creator.id NOT IN ${set}`;

/** A day's first instant; of a day the zone left out, the next one's. */
const dayStart = (day: string, timeZone: string) =>
  startOfDay(day, timeZone) ?? startOfDay(dayAfter(day), timeZone);
