import { hidden, option, selectField } from "#test/sandbox/faces/form.ts";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { choiceOf } from "#test/sandbox/storefront/app-blocks.ts";
import { type Block, type Extension, readExtensions } from "#test/sandbox/storefront/extension.ts";
import { type Setting, settingsOf } from "#test/sandbox/storefront/schema.ts";
import type { SettingValue, StorefrontSettings } from "#test/sandbox/storefront/settings.ts";
import type { Storefront } from "#test/sandbox/storefront/storefront.ts";
import { Unrenderable } from "#test/sandbox/storefront/unrenderable.ts";

const LANGUAGES = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["da", "Dansk"],
] as const;

/** The storefront: language, consent, how soon Shopify knows a buyer's way, and what the theme editor says of apps' blocks. */
export function storefrontCard({ knobs, extensions, origin }: Storefront): string {
  return `<section class="card" aria-labelledby="storefront"><h2 id="storefront">Storefront</h2>
<p><a href="${escapeHtml(origin)}">Open the storefront</a></p>
<div class="two">${settingsForm(knobs.get())}<div class="ruled editor"><h3>Theme editor</h3>${editor(extensions, knobs.get())}</div></div></section>`;
}

/** Each block of the app's extension, or what is wrong with the extension. */
function editor(folder: string, settings: StorefrontSettings): string {
  try {
    const forms = readExtensions(folder).flatMap((one) =>
      one.blocks.map((block) => blockForm(one, block, settings)),
    );
    if (forms.length === 0) return '<p class="hint">The app has no theme extension.</p>';
    return `<p class="hint">Embeds are on every page; blocks on the home page and on products.</p>${forms.join("")}`;
  } catch (error) {
    if (!(error instanceof Unrenderable)) throw error;
    return `<p class="said refused">${escapeHtml(error.message)}</p>`;
  }
}

function settingsForm({ locale, needsConsent, journeyAfter }: StorefrontSettings): string {
  const languages = LANGUAGES.map(([code, name]) => option(code, name, code === locale));
  const ways = [
    option("after", "Known after seconds", journeyAfter !== null),
    option("never", "Never known", journeyAfter === null),
  ];
  return `<form class="ruled" method="post" action="/controls/storefront"><h3>The shop</h3>
${selectField("Language of the storefront", "locale", "storefront-locale", languages.join(""))}
<label class="row"><input type="checkbox" name="consent"${needsConsent ? " checked" : ""}>Visitors must be asked for consent</label>
<div class="row-of-two">${selectField("A buyer's journey", "journey", "storefront-journey", ways.join(""))}
<label>Seconds after the order<input name="seconds" type="number" min="0" max="86400" inputmode="numeric" value="${journeyAfter ?? 0}"></label></div>
<div><button class="primary">Set for the storefront</button></div></form>`;
}

function blockForm(extension: Extension, block: Block, settings: StorefrontSettings): string {
  const words = extension.schemaWords("en");
  const inWords = (text: string) => escapeHtml(text.startsWith("t:") ? (words(text.slice(2)) ?? text) : text);
  const choice = choiceOf(settings, block);
  const values = settingsOf(block.schema, choice.settings);
  const name = inWords(block.schema.name);
  const kind = block.schema.target === "section" ? "block" : "embed";
  const fields = block.schema.settings.map((one) => field(one, block.handle, values[one.id ?? ""], inWords));
  return `<form class="ruled" method="post" action="/controls/storefront/block">${hidden("block", block.handle)}
<label class="row"><input type="checkbox" name="on"${choice.isOn ? " checked" : ""}>${name} (${kind})</label>
${fields.length === 0 ? "" : `<details><summary>Settings<span class="visually-hidden"> of ${name}</span></summary><div class="fields">${fields.join("")}</div></details>`}
<div><button>Save<span class="visually-hidden"> ${name}</span></button></div></form>`;
}

function field(
  { type, id, label = "", info, content = "", options = [], min, max, step, unit }: Setting,
  handle: string,
  value: SettingValue | undefined,
  inWords: (text: string) => string,
): string {
  if (id === undefined)
    return type === "header" ? `<h4>${inWords(content)}</h4>` : `<p class="hint">${inWords(content)}</p>`;
  const about = info === undefined ? "" : `<span class="hint">${inWords(info)}</span>`;
  const [key, name] = [`${handle}-${id}`, `set-${id}`];
  const text = escapeHtml(String(value ?? ""));
  if (type === "checkbox")
    return `<label class="row"><input type="checkbox" name="${name}"${value === true ? " checked" : ""}>${inWords(label)}</label>${about}`;
  if (type === "select" || type === "radio") {
    const choices = options.map((one) =>
      option(one.value, "", one.value === value).replace("</option>", `${inWords(one.label)}</option>`),
    );
    return selectField(inWords(label), name, key, choices.join("")) + about;
  }
  const bounds = [
    min === undefined ? "" : ` min="${min}"`,
    max === undefined ? "" : ` max="${max}"`,
    ` step="${step ?? "any"}"`,
  ];
  const input =
    type === "range" || type === "number"
      ? `<input id="${key}" name="${name}" type="number"${bounds.join("")} value="${text}">`
      : type === "textarea"
        ? `<textarea id="${key}" name="${name}" rows="3">${text}</textarea>`
        : `<input id="${key}" name="${name}" autocomplete="off" spellcheck="false" value="${text}">`;
  return `<div class="field"><label for="${key}">${inWords(label)}${unit ? ` (${inWords(unit)})` : ""}</label>${input}${about}</div>`;
}
