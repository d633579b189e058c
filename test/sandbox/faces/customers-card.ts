import { nameOf } from "#test/sandbox/faces/customer-acts.ts";
import { option } from "#test/sandbox/faces/form.ts";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import type { Customers } from "#test/sandbox/order-life/shop.ts";

const LATEST = 50;

/** The customers: change an e-mail, merge two, and what the law lets them ask. `typed` fills the forms again. */
export function customersCard(customers: Customers, typed: URLSearchParams): string {
  const value = (name: string) => escapeHtml(typed.get(name) ?? "");
  const person = (name: string, label: string) =>
    `<label>${label}<input name="${name}" list="known-people" required autocomplete="off" spellcheck="false" value="${value(name)}"></label>`;
  const people = customers.latest(LATEST).map((one) => option(one.email ?? one.id, nameOf(one)));

  return `<section class="card" aria-labelledby="people"><h2 id="people">Customers</h2>
<p class="hint">Type an e-mail or an id; the latest are suggested.</p><datalist id="known-people">${people.join("")}</datalist>
<form class="ruled" method="post" action="/controls/customers/change"><h3>Change an e-mail</h3><div class="row-of-two">${person("customer", "Whose")}
<label>New e-mail<input name="new-email" type="email" required autocomplete="off" value="${value("new-email")}"></label></div>
<div><button>Change e-mail</button></div></form>
<form class="ruled" method="post" action="/controls/customers/merge"><h3>Merge two</h3><div class="row-of-two">${person("kept", "Keep")}${person("deleted", "Merge into them")}</div>
<div><button>Merge</button></div></form>
<form class="ruled" method="post" action="/controls/customers/wish"><h3>By law</h3>${person("customer", "Who asks")}
<div class="acts"><button name="wish" value="know">Ask for their data</button><button name="wish" value="forget" class="critical">Ask to be forgotten</button></div></form></section>`;
}
