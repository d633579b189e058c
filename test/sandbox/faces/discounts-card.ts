import { escapeHtml } from "#test/sandbox/faces/html.ts";

/** What happens to discounts in Shopify behind the app's back, and what Shopify shall refuse. `typed` fills the forms again. */
export function discountsCard(typed: URLSearchParams): string {
  const value = (name: string) => escapeHtml(typed.get(name) ?? "");
  const field = (name: string, label: string, more = "") =>
    `<label>${label}<input name="${name}" autocomplete="off" spellcheck="false" value="${value(name)}"${more}></label>`;
  const code = field("code", "Code", ' list="known-codes" required');
  const act = (name: string, label: string, kind = "") =>
    `<button formaction="/controls/discounts/${name}" class="${kind}" formnovalidate>${label}</button>`;
  return `<section class="card" aria-labelledby="discounts"><h2 id="discounts">Discounts</h2>
<p class="hint">What the merchant does to discounts in Shopify itself. No webhook tells the app; it finds out when it looks.</p>
<form class="ruled" method="post" action="/controls/discounts/rename"><h3>Change one</h3><div class="row-of-three">${code}
${field("new-code", "New code")}${field("percent", "New percentage", ' inputmode="decimal"')}</div>
<div class="acts">${act("rename", "Rename")}${act("change", "Set percentage")}${act("end", "End")}${act("begin", "Begin again")}${act("delete", "Delete", "critical")}</div></form>
<form class="ruled" method="post" action="/controls/discounts/make"><h3>Make one of the shop’s own</h3><div class="row-of-three">${field("title", "Title")}
${field("new-code", "Code")}${field("percent", "Percentage", ' inputmode="decimal"')}</div><div><button>Make discount</button></div></form>
<form class="ruled" method="post" action="/controls/discounts/refuse"><h3>Refuse codes in bulk</h3>${field("codes", "Codes, separated by commas")}
<div><button>Refuse once</button></div></form></section>`;
}
