import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { type KeptOrder, refundedUnits, totalsOf } from "#test/sandbox/order-life/order.ts";
import { moneyBack } from "#test/sandbox/order-life/refund.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";

/** One of the latest orders, with its forms to refund and to cancel. */
export function orderItem(order: KeptOrder, shop: ShopSettings): string {
  const money = (minor: number) => `${formatMinor(minor, order.currency)} ${order.currency}`;
  const total = totalsOf(order).total;
  const back = moneyBack(order);
  const when = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: shop.timeZone,
  });
  const tags = [
    tag(order.financialStatus.replaceAll("_", " ")),
    ...order.codes.map((one) => tag(one.code)),
    order.test ? tag("test") : "",
    order.cancelledAt === null ? "" : tag("cancelled", true),
    back > 0 ? tag(`${money(back)} refunded`, true) : "",
  ];
  const canRefund = order.cancelledAt === null && back < total && /paid|refunded/.test(order.financialStatus);
  return `<li><div class="order-head"><strong>${escapeHtml(order.name)}</strong><span class="hint">${when.format(order.at)} ·
${escapeHtml(order.email ?? (order.customerId ? `customer ${order.customerId}` : "nobody known"))}</span><span class="price">${money(total)}</span></div>
<div class="order-head">${tags.join("")}</div>
${canRefund ? refundForm(order, total - back) : ""}${order.cancelledAt === null ? cancelForm(order) : ""}</li>`;
}

function refundForm(order: KeptOrder, left: number): string {
  const lines = order.lines.map((line, index) => {
    const units = line.quantity - refundedUnits(order, index);
    const id = `back-${order.id}-${index}`;
    if (units === 0)
      return `<li><span>${escapeHtml(line.title)}</span><span class="price">all sent back</span></li>`;
    return (
      `<li><label for="${id}">${escapeHtml(line.title)}</label><span class="price">of ${units}</span>` +
      `<input id="${id}" name="units-${index}" type="number" min="0" max="${units}" inputmode="numeric" value="0"></li>`
    );
  });
  return `<details><summary>Refund<span class="visually-hidden"> ${escapeHtml(order.name)}</span></summary>
<form method="post" action="/controls/refunds"><input type="hidden" name="order" value="${order.id}">
<fieldset><legend>Units sent back</legend><ul class="goods">${lines.join("")}</ul></fieldset>
<label>Money for no line (at most ${formatMinor(left, order.currency)} ${order.currency} is left)<input name="amount" inputmode="decimal" autocomplete="off"></label>
<button class="primary">Refund ${escapeHtml(order.name)}</button></form></details>`;
}

function cancelForm(order: KeptOrder): string {
  return (
    `<form method="post" action="/controls/cancellations"><input type="hidden" name="order" value="${order.id}">` +
    `<div><button class="critical">Cancel ${escapeHtml(order.name)}</button></div></form>`
  );
}

function tag(text: string, isOff = false): string {
  return `<span class="tag${isOff ? " off" : ""}">${escapeHtml(text)}</span>`;
}
