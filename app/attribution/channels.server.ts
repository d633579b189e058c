import { type ChannelFigures, type Comparison, compareChannels } from "#app/attribution/compared.ts";
import { type Database, readShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** Compares a shop's customers by how they came, in the shop's currency; `otherCurrencies` counts who first bought in another. */
export async function readComparison(
  database: Database,
  shop: { readonly id: ShopId; readonly currency: string },
): Promise<Comparison & { readonly otherCurrencies: number }> {
  const [rows] = await readShop(database, shop.id, (prisma) => [
    prisma.channelFigures.findMany({ where: { shopId: shop.id } }),
  ]);
  const own = rows.filter(({ currency }) => currency === shop.currency);
  const others = rows.filter(({ currency }) => currency !== shop.currency);
  const figures = own.map(({ net, ...row }) => ({ ...row, net: Number(net) }) as ChannelFigures);
  return {
    ...compareChannels(figures),
    otherCurrencies: others.reduce((all, { customers }) => all + customers, 0),
  };
}
