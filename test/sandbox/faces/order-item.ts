import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { editForm, fulfilForm, pressForm, refundForm } from "#test/sandbox/faces/order-forms.ts";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { fulfilmentStatus, unsentUnits } from "#test/sandbox/order-life/fulfilment.ts";
import { type KeptOrder, removedWorth, totalsOf } from "#test/sandbox/order-life/order.ts";
import { moneyBack } from "#test/sandbox/order-life/refund.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";

const STATUS = { partial: "partly fulfilled", fulfilled: "fulfilled" };

/** One of the latest orders, with all that can happen to it. */
export function orderItem(order: KeptOrder, shop: ShopSettings): string {
  const money = (minor: number) => `${formatMinor(minor, order.currency)} ${order.currency}`;
  const total = totalsOf(order).total;
  const back = moneyBack(order);
  const sent = fulfilmentStatus(order);
  const when = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: shop.timeZone,
  });
  const tags = [
    tag(order.financialStatus.replaceAll("_", " ")),
    sent === null ? "" : tag(STATUS[sent]),
    ...order.codes.map((one) => tag(one.code)),
    order.test ? tag("test") : "",
    order.cancelledAt === null ? "" : tag("cancelled", true),
    back > 0 ? tag(`${money(back)} refunded`, true) : "",
  ];
  return `<li><div class="order-head"><strong>${escapeHtml(order.name)}</strong><span class="hint">${when.format(order.at)} ·
${escapeHtml(order.email ?? (order.customerId ? `customer ${order.customerId}` : "nobody known"))}</span><span class="price">${money(total - removedWorth(order))}</span></div>
<div class="order-head">${tags.join("")}</div>
${order.cancelledAt === null ? actsOf(order, total - back) : ""}</li>`;
}

function actsOf(order: KeptOrder, left: number): string {
  const canRefund = left > 0 && /paid|refunded/.test(order.financialStatus);
  const canPay = ["pending", "authorized", "partially_paid"].includes(order.financialStatus);
  const canSend = order.lines.some((_, index) => unsentUnits(order, index) > 0);
  return `<div class="acts folds">${canRefund ? refundForm(order, left) : ""}${canSend ? fulfilForm(order) : ""}${editForm(order)}</div>
<div class="acts">${canPay ? pressForm(order, "/controls/payments", `Mark ${order.name} as paid`) : ""}
${pressForm(order, "/controls/cancellations", `Cancel ${order.name}`, "critical")}</div>`;
}

function tag(text: string, isOff = false): string {
  return `<span class="tag${isOff ? " off" : ""}">${escapeHtml(text)}</span>`;
}
