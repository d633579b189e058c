import type { PlacedEdit } from "#test/sandbox/contract.ts";
import { mustBeUnsent } from "#test/sandbox/order-life/fulfilment.ts";
import type { Ids } from "#test/sandbox/order-life/ids.ts";
import { exact } from "#test/sandbox/order-life/json.ts";
import type { KeptLine, KeptOrder } from "#test/sandbox/order-life/order.ts";
import { keepLine } from "#test/sandbox/order-life/place.ts";

/** Units that came to a line (above 0) or left it. */
type Delta = { readonly lineId: string; readonly delta: number };

/** An edit of an order: its lines afterwards, and what changed. */
export type KeptEdit = {
  readonly id: string;
  readonly at: number;
  readonly reason: string | null;
  readonly lines: readonly KeptLine[];
  readonly additions: readonly Delta[];
  readonly removals: readonly Delta[];
};

/** Reckons an edit: new lines at full price, no code of the order takes anything off them. Throws a sentence when it cannot be. */
export function makeEdit(
  order: KeptOrder,
  { at, add = [], remove = [], reason }: PlacedEdit,
  ids: Ids,
): KeptEdit {
  if (order.cancelledAt !== null) throw new Error(`${order.name} is cancelled; it cannot be edited.`);
  if (add.length + remove.length === 0)
    throw new Error(`Nothing of ${order.name} was changed: add a product, or take units away.`);
  mustBeUnsent(order, remove);
  const none = order.codes.map(() => 0);
  const added = add.map((line) => keepLine(line, none, order, ids));
  const lines = order.lines.map((line, index) => {
    const away = remove.find((one) => one.line === index)?.quantity ?? 0;
    return { ...line, removed: line.removed + away };
  });
  return {
    id: ids("edit"),
    at: at.getTime(),
    reason: reason ?? null,
    lines: [...lines, ...added],
    additions: added.map(({ id, quantity }) => ({ lineId: id, delta: quantity })),
    removals: remove.flatMap(({ line, quantity }) => {
      const lineId = order.lines[line]?.id;
      return lineId === undefined ? [] : [{ lineId, delta: quantity }];
    }),
  };
}

/** The body of orders/edited: what changed, not the order. */
export function editPayload(order: KeptOrder, edit: KeptEdit, write: (ms: number) => string) {
  const deltas = (of: readonly Delta[]) => of.map(({ lineId, delta }) => ({ id: exact(lineId), delta }));
  const at = write(edit.at);
  return {
    order_edit: {
      id: exact(edit.id),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: exact(order.id),
      reason: edit.reason,
      staff_note: edit.reason ?? "",
      user_id: null,
      line_items: { additions: deltas(edit.additions), removals: deltas(edit.removals) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
