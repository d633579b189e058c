import { hidden, option, selectField, unitsField } from "#test/sandbox/faces/form.ts";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { formatMinor } from "#test/sandbox/order-life/decimal.ts";
import { unsentUnits } from "#test/sandbox/order-life/fulfilment.ts";
import { type KeptOrder, refundedUnits } from "#test/sandbox/order-life/order.ts";
import { PRODUCTS, priceOf } from "#test/sandbox/order-life/products.ts";

/** Units sent back, and money for no line. `left` is the most money that can go back, in minor units. */
export function refundForm(order: KeptOrder, left: number): string {
  const lines = order.lines.map((line, index) => {
    const units = line.quantity - line.removed - refundedUnits(order, index);
    const id = `back-${order.id}-${index}`;
    if (units === 0)
      return `<li><span>${escapeHtml(line.title)}</span><span class="price">none left</span></li>`;
    return (
      `<li><label for="${id}">${escapeHtml(line.title)}</label><span class="price">of ${units}</span>` +
      `<input id="${id}" name="units-${index}" type="number" min="0" max="${units}" inputmode="numeric" value="0"></li>`
    );
  });
  return folded(
    order,
    "Refund",
    "/controls/refunds",
    `<fieldset><legend>Units sent back</legend><ul class="goods">${lines.join("")}</ul></fieldset>
<label>Money for no line (at most ${formatMinor(left, order.currency)} ${order.currency} is left)<input name="amount" inputmode="decimal" autocomplete="off"></label>`,
  );
}

/** Everything left, or some units of one line. */
export function fulfilForm(order: KeptOrder): string {
  return folded(
    order,
    "Fulfill",
    "/controls/fulfillments",
    `<div class="row-of-two">${selectField("What is sent", "line", `send-${order.id}`, option("", "Everything left") + unsent(order))}
${unitsField("Units, of one line", "units", 999)}</div>`,
  );
}

/** Units that leave, and a product that comes. */
export function editForm(order: KeptOrder): string {
  const products = PRODUCTS.map((one) =>
    option(one.productId, `${one.title}, ${priceOf(one, order.currency)} ${order.currency}`),
  );
  return folded(
    order,
    "Edit",
    "/controls/edits",
    `<div class="row-of-two">${selectField("Add a product", "product", `add-${order.id}`, option("", "None") + products.join(""))}
${unitsField("Units to add", "more", 999)}</div>
<div class="row-of-two">${selectField("Take units away", "line", `take-${order.id}`, option("", "None") + unsent(order))}
${unitsField("Units to take", "units", 999)}</div>
<label>Reason<input name="reason" autocomplete="off"></label>`,
  );
}

/** One press, nothing to choose. */
export function pressForm(order: KeptOrder, path: string, label: string, kind = ""): string {
  return (
    `<form method="post" action="${path}">${hidden("order", order.id)}` +
    `<div><button class="${kind}">${escapeHtml(label)}</button></div></form>`
  );
}

function folded(order: KeptOrder, verb: string, path: string, fields: string): string {
  const name = escapeHtml(order.name);
  return `<details><summary>${verb}<span class="visually-hidden"> ${name}</span></summary>
<form method="post" action="${path}">${hidden("order", order.id)}${fields}
<button class="primary">${verb} ${name}</button></form></details>`;
}

function unsent(order: KeptOrder): string {
  const lines = order.lines.map((line, index) => {
    const units = unsentUnits(order, index);
    return units === 0 ? "" : option(String(index), `${line.title}, ${units} not sent`);
  });
  return lines.join("");
}
