import { WHOLE } from "#app/attribution/touch.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { ProgramId, ShopId } from "#app/kernel/id.ts";
import { type Money, money } from "#app/kernel/money.ts";

/** What a program's creators are credited with, in the shop's currency, and how many they are. Customers would overlap: none are summed. */
export type ProgramFigures = { readonly creators: number; readonly orders: number; readonly net: Money };

/** Adds up what the creators of each program are credited with; a program that nobody is in is absent. */
export async function figuresByProgram(
  database: Database,
  shop: { readonly id: ShopId; readonly currency: string },
): Promise<ReadonlyMap<ProgramId, ProgramFigures>> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.$queryRaw<{ program: ProgramId; creators: bigint; orders: bigint; net: string }[]>`
      SELECT creator.program_id AS program, count(*) AS creators, coalesce(round(sum(figures.share) / ${WHOLE}), 0)::bigint AS orders,
        coalesce(sum(figures.net), 0)::text AS net
      FROM creator LEFT JOIN figures ON figures.shop_id = creator.shop_id AND figures.credited = creator.id
        AND figures.currency = ${shop.currency}
      WHERE creator.shop_id = ${shop.id} AND creator.program_id IS NOT NULL GROUP BY 1`,
  ]);
  return new Map(
    rows.map(({ program, creators, orders, net }) => [
      program,
      { creators: Number(creators), orders: Number(orders), net: money(Number(net), shop.currency) },
    ]),
  );
}
