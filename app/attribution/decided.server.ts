import type { Touch } from "#app/attribution/touch.ts";
import type { Tx } from "#app/db.server.ts";
import type { OrderId, ShopId } from "#app/kernel/id.ts";

/** A decision as it stands: the names of the creators it speaks of, and why. Amounts in minor units. */
export type Decision = {
  readonly creditedTo: string | null;
  readonly otherwise: string | null;
  readonly because: string;
  readonly isCounted: boolean;
  readonly net: number;
  readonly refunded: number;
  readonly touches: readonly (DecidedCode | DecidedClick | DecidedBond | DecidedByHand)[];
};

type DecidedCode = {
  readonly code: string;
  readonly verdict: Touch["verdict"];
  readonly discount: number;
  readonly creator: string | null;
};

/** A click on a creator's link that led to the order. */
type DecidedClick = {
  readonly link: string | null;
  readonly clickedAt: string | null;
  readonly visit: string | null;
  readonly verdict: Touch["verdict"];
  readonly creator: string | null;
};

/** An earlier order that bound the customer to a creator. */
type DecidedBond = {
  readonly boundBy: string;
  readonly boundAt: string;
  readonly verdict: Touch["verdict"];
  readonly creator: string | null;
};

/** The merchant's own word. */
type DecidedByHand = {
  readonly byHandAt: string;
  readonly verdict: Touch["verdict"];
  readonly creator: string | null;
};

/** Finds who an order was credited to and why, in names; null when it was not decided yet. */
export async function findDecision(tx: Tx, shopId: ShopId, orderId: OrderId): Promise<Decision | null> {
  const { rows } = await tx.query("SELECT * FROM attribution WHERE shop_id = $1 AND order_id = $2", [
    shopId,
    orderId,
  ]);
  const [row] = rows;
  if (!row) return null;
  const touches: readonly Touch[] = row.touches;
  const creators = await tx.query<{ id: string; name: string }>(
    "SELECT id, name FROM creator WHERE shop_id = $1 AND id = ANY($2)",
    [shopId, [row.creator_id, row.otherwise_id, ...touches.map((touch) => touch.creatorId)]],
  );
  const names = new Map(creators.rows.map(({ id, name }) => [id, name]));
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return {
    creditedTo: nameOf(row.creator_id),
    otherwise: nameOf(row.otherwise_id),
    because: row.because,
    isCounted: row.is_counted,
    net: Number(row.net),
    refunded: Number(row.refunded),
    touches: touches.map((touch) => {
      const { verdict } = touch;
      const creator = nameOf(touch.creatorId);
      if (touch.kind === "code") return { code: touch.code, verdict, discount: touch.discount, creator };
      if (touch.kind === "binding")
        return { boundBy: touch.orderName, boundAt: touch.boundAt, verdict, creator };
      if (touch.kind === "hand") return { byHandAt: touch.givenAt, verdict, creator };
      return { link: touch.slug, clickedAt: touch.clickedAt, visit: touch.visit, verdict, creator };
    }),
  };
}
