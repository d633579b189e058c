import type { Newness } from "#app/attribution/newness.ts";
import type { Policy } from "#app/attribution/policy.ts";
import { offsetAt } from "#app/kernel/day.ts";
import type { CreatorId, OrderId } from "#app/kernel/id.ts";

/** An earlier order of a customer. `to`: who it was credited to by a code or a link; null by a binding, or to nobody. */
export type Past = {
  readonly id: OrderId;
  readonly name: string;
  readonly instant: Date;
  readonly isCounted: boolean;
  readonly newness: Newness;
  readonly to: CreatorId | null;
};

/** Which earlier order bound its customer to which creator, and whether that still holds. */
export type Binding = { readonly by: Past; readonly creatorId: CreatorId; readonly isOver: boolean };

/**
 * To whom a customer is bound when they order. A new customer's first credited order binds them; where the latest takes,
 * each later credit by code or link binds anew. It holds for the N counted orders after the one that bound, or until the
 * same day and hour N months on by the shop's clock (31 January + 1 month: 28 February), or for ever.
 * @param past the customer's earlier orders, in sequence
 */
export function bindingAt(
  past: readonly Past[],
  instant: Date,
  { binding, bindingCount, bindingKeeps }: Policy,
  timeZone: string,
): Binding | null {
  if (binding === "off") return null;
  const credited = past.filter(({ isCounted, to }) => isCounted && to !== null);
  const [first] = credited;
  if (first?.newness !== "new") return null;
  const by = (bindingKeeps === "latest" && credited.at(-1)) || first;
  if (by.to === null) return null;
  const since = past.slice(past.indexOf(by) + 1).filter(({ isCounted }) => isCounted).length;
  const isOver =
    (binding === "orders" && since >= bindingCount) ||
    (binding === "months" && instant >= monthsAfter(by.instant, bindingCount, timeZone));
  return { by, creatorId: by.to, isOver };
}

/** The same hour of the same day of the month so many months on, by a zone's clock; the month's last day where it has no such day. */
export function monthsAfter(instant: Date, months: number, timeZone: string): Date {
  const clock = new Date(Number(instant) + offsetAt(timeZone, Number(instant)));
  const target = new Date(clock);
  target.setUTCDate(1);
  target.setUTCMonth(target.getUTCMonth() + months);
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(clock.getUTCDate(), last));
  // The zone's offset then; asked once more where its clocks changed in between.
  const guess = Number(target) - offsetAt(timeZone, Number(target));
  return new Date(Number(target) - offsetAt(timeZone, guess));
}
