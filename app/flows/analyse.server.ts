import {
  askAnalysis,
  countClicks,
  countOrders,
  findAnalysis,
  listDecided,
  listNames,
  noteAnalysis,
  type Span,
  type Stretch,
} from "#app/attribution/analyses.server.ts";
import { openAnalysis, WAYS } from "#app/attribution/analysis.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { BYTE_ORDER_MARK, writeCsv } from "#app/imports/write-csv.server.ts";
import type { CreatorId, ShopId } from "#app/kernel/id.ts";
import { money, toDecimal } from "#app/kernel/money.ts";
import { addMonths, type Month, startOfMonth } from "#app/kernel/month.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";

type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/** Orders read at a time; after each the progress is told. */
const CHUNK = 2_000;

/** Asks for an analysis of whole months, both included; one that is under way is given up for it. */
export async function askForAnalysis(
  database: Database,
  shop: Shop,
  { from, to }: { readonly from: Month; readonly to: Month },
  now: Date,
): Promise<void> {
  const stretch = { fromMonth: from, toMonth: to, currency: shop.currency };
  await inShop(database, shop.id, async (tx) => {
    const total = await countOrders(tx, shop.id, spanOf(stretch, shop.timeZone));
    const asked = await askAnalysis(tx, shop.id, stretch, total, now);
    await enqueue(tx, shop.id, { kind: "analyse", key: String(asked), payload: { asked } }, now);
  });
}

/** Computes the analysis that was asked for: one pass over its orders, telling how far it is. */
export async function analyse(
  database: Database,
  shop: Omit<Shop, "currency">,
  asked: number,
  clock: () => Date,
): Promise<JobOutcome> {
  const kept = await findAnalysis(database, shop.id);
  if (kept?.asked !== asked || kept.finishedAt !== null) return { state: "done" };
  const span = spanOf(kept, shop.timeZone);
  const analysis = openAnalysis();
  const named = new Map<CreatorId, Set<string>>();
  let done = 0;
  for (let after: Parameters<typeof listDecided>[3] = null; ; ) {
    const orders = await inShop(database, shop.id, (tx) => listDecided(tx, shop.id, span, after, CHUNK));
    for (const order of orders) {
      analysis.add(order);
      for (const touch of order.touches)
        if (touch.kind === "link" && touch.visit !== null && touch.creatorId !== null)
          named.set(touch.creatorId, (named.get(touch.creatorId) ?? new Set()).add(touch.visit));
    }
    done += orders.length;
    if (orders.length < CHUNK) break;
    after = orders.at(-1) ?? null;
    const isWanted = await inShop(database, shop.id, (tx) => noteAnalysis(tx, shop.id, asked, { done }));
    if (!isWanted) return { state: "done" };
  }
  const clicks = await inShop(database, shop.id, (tx) => countClicks(tx, shop.id, span));
  const lost = [...clicks].map(
    ([id, count]) => [id, Math.max(0, count - (named.get(id)?.size ?? 0))] as const,
  );
  const result = analysis.result(new Map(lost.filter(([, count]) => count > 0)));
  return {
    state: "done",
    effects: async (tx) => {
      await noteAnalysis(tx, shop.id, asked, { done, result, at: clock() });
    },
  };
}

/** Writes the analysis that is finished as CSV: a row for each creator and way, then one for each pair of the matrix. */
export async function* exportAnalysis(database: Database, shopId: ShopId): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeCsv([["Creator", "Model", "Orders", "Net", "Currency", "Lost without (%)"]]);
  const kept = await findAnalysis(database, shopId);
  if (!kept?.result) return;
  const { creators, overlap } = kept.result;
  const names = await listNames(
    database,
    shopId,
    creators.map(({ id }) => id),
  );
  const nameOf = (id: CreatorId) => names[id] ?? id;
  const amount = (net: number) => ({ plain: toDecimal(money(Math.round(net), kept.currency)) });
  for (const { id, ways, removal } of creators)
    yield writeCsv(
      WAYS.map((way) => [
        ...[nameOf(id), way, Number(ways[way].orders.toFixed(6)), amount(ways[way].net), kept.currency],
        way === "markov" ? Number((removal * 100).toFixed(4)) : null,
      ]),
    );
  for (const [row, first] of overlap.ids.entries())
    for (const [column, second] of overlap.ids.entries())
      if (column > row) {
        const { orders, net } = overlap.cells[row]?.[column] ?? { orders: 0, net: 0 };
        const both = `${nameOf(first)} + ${nameOf(second)}`;
        yield writeCsv([[both, "overlap", orders, amount(net), kept.currency, null]]);
      }
}

const spanOf = ({ fromMonth, toMonth, currency }: Stretch, timeZone: string): Span => ({
  from: startOfMonth(fromMonth, timeZone),
  to: startOfMonth(addMonths(toMonth, 1), timeZone),
  currency,
});
