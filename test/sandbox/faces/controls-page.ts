import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { nameOf } from "#test/sandbox/faces/customer-acts.ts";
import { customersCard } from "#test/sandbox/faces/customers-card.ts";
import { discountsCard } from "#test/sandbox/faces/discounts-card.ts";
import { option } from "#test/sandbox/faces/form.ts";
import { escapeHtml, header, wholePage } from "#test/sandbox/faces/html.ts";
import { orderItem } from "#test/sandbox/faces/order-item.ts";
import { shopCard } from "#test/sandbox/faces/shop-card.ts";
import { storefrontCard } from "#test/sandbox/faces/storefront-card.ts";
import { weatherCard, weatherNote } from "#test/sandbox/faces/weather-card.ts";
import { PRODUCTS, priceOf } from "#test/sandbox/order-life/products.ts";

/** What the page has to say of the last thing that was done. */
export type Said = { readonly isRefused: boolean; readonly text: string };

type Seen = { readonly of: ControlsOf; readonly said: Said | null; readonly typed: URLSearchParams };

const LATEST = 20;

/** The Controls page: a checkout, customers, the shop, the latest orders, and the weather. `typed` fills the forms again. */
export function controlsPage({ of, said, typed }: Seen): string {
  const { books, life, appName, weather } = of;
  const note = said
    ? `<p class="said${said.isRefused ? " refused" : ""}" role="alert">${escapeHtml(said.text)}</p>`
    : "";
  const orders = books
    .latest(LATEST)
    .map((order) => orderItem(order, books.settings))
    .join("");
  const body = `${header("controls", of.adminPath)}<main id="main"><header><h1>Controls</h1>
<p class="lead">What happens here happens in the shop: each button sends the webhooks Shopify would send.</p>
<nav class="jump" aria-label="On this page"><a href="#buy">Place an order</a><a href="#latest">Latest orders</a><a href="#people">Customers</a><a href="#discounts">Discounts</a><a href="#shop">The shop</a><a href="#storefront">Storefront</a><a href="#weather">Weather</a></nav>${weatherNote(weather)}</header>${note}
<div class="two"><div class="stack"><section class="card" aria-labelledby="buy"><h2 id="buy">Place an order</h2>${checkout(of, typed)}</section>
${customersCard(books.customers, typed)}${discountsCard(typed)}${shopCard(life, appName)}</div>
<section class="card" aria-labelledby="latest"><h2 id="latest">Latest orders</h2>
${orders === "" ? '<p class="hint">No order yet.</p>' : `<ul class="orders">${orders}</ul>`}</section></div>${storefrontCard(of.storefront)}${weatherCard(weather, typed)}</main>`;
  return wholePage({ title: "Controls · Tributary sandbox", kind: "controls", script: "controls.js", body });
}

function checkout({ books, discounts }: ControlsOf, typed: URLSearchParams): string {
  const value = (name: string, otherwise = "") => escapeHtml(typed.get(name) ?? otherwise);
  const customers = books.customers.latest(LATEST);
  const who = typed.get("who") ?? (customers.length > 0 ? "existing" : "new");
  const choice = (name: string, label: string) =>
    `<label class="row"><input type="radio" name="who" value="${name}"${who === name ? " checked" : ""}>${label}</label>`;
  const people = customers.map((one) => option(one.id, nameOf(one), typed.get("shopper") === one.id));
  const statuses = [
    ["paid", "Paid"],
    ["pending", "Payment pending"],
    ["authorized", "Authorized, not captured"],
    ["partially_paid", "Partially paid"],
  ].map(([id = "", label = ""]) => option(id, label, typed.get("status") === id));
  const codes = discounts
    .all()
    .flatMap((one) => discounts.codesOf(one))
    .slice(-100)
    .map((code) => `<option value="${escapeHtml(code)}">`);

  return `<form method="post" action="/controls/orders"><fieldset><legend>Shopper</legend>
${people.length > 0 ? `${choice("existing", "A customer of the shop")}<label>Customer<select name="shopper">${people.join("")}</select></label>` : ""}
${choice("new", "Somebody new, or a customer by e-mail")}${choice("guest", "A guest without account")}
<label>E-mail of somebody new or a guest<input name="email" type="email" autocomplete="off" value="${value("email")}"></label></fieldset>
<fieldset><legend>Basket</legend><ul class="goods">${PRODUCTS.map((one, i) => good(one, i, books.settings.currency, typed)).join("")}</ul></fieldset>
<label>Discount codes, separated by commas<input name="codes" list="known-codes" autocomplete="off" spellcheck="false" value="${value("codes")}"></label>
<datalist id="known-codes">${codes.join("")}</datalist>
<div class="row-of-two"><label>Payment<select name="status">${statuses.join("")}</select></label>
<label>First page of the visit<input name="landing" autocomplete="off" spellcheck="false" value="${value("landing", "/")}"></label></div>
<details><summary>Phone and address</summary>
<div class="row-of-two"><label>Phone<input name="phone" type="tel" autocomplete="off" value="${value("phone")}"></label>
<label>Street and number<input name="street" autocomplete="off" value="${value("street")}"></label></div>
<div class="row-of-two"><label>Apartment, floor<input name="more" autocomplete="off" value="${value("more")}"></label>
<label>Postal code<input name="zip" autocomplete="off" value="${value("zip")}"></label></div>
<label>Country, two letters<input name="country" autocomplete="off" maxlength="2" value="${value("country")}"></label></details>
<label class="row"><input type="checkbox" name="test"${typed.has("test") ? " checked" : ""}>Test order</label>
<button class="primary">Place order</button></form>`;
}

function good(
  one: (typeof PRODUCTS)[number],
  index: number,
  currency: string,
  typed: URLSearchParams,
): string {
  const id = `units-${one.productId}`;
  const units = escapeHtml(typed.get(id) ?? (index === 0 ? "1" : "0"));
  return (
    `<li><label for="${id}">${escapeHtml(one.title)}</label><span class="price">${priceOf(one, currency)} ${currency}</span>` +
    `<input id="${id}" name="${id}" type="number" min="0" max="999" inputmode="numeric" value="${units}"></li>`
  );
}
