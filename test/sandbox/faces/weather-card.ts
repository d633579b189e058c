import { API_FAULTS, type ApiFault } from "#test/sandbox/admin-api/faults.ts";
import { hidden } from "#test/sandbox/faces/form.ts";
import { escapeHtml } from "#test/sandbox/faces/html.ts";
import { CALL_WORDS, describeWeather, percentOf, type Weather } from "#test/sandbox/faces/weather-words.ts";

/** The weather: what shall go wrong with webhooks and with calls, and what did. `typed` fills the forms again. */
export function weatherCard(weather: Weather, typed: URLSearchParams): string {
  const now = describeWeather(weather) ?? "Calm: every webhook comes once, at once, and the API answers.";
  const calls = API_FAULTS.map((fault) => callForm(fault, typed)).join("");
  return `<section class="card" aria-labelledby="weather"><h2 id="weather">Weather</h2><p>${now}</p>
<form method="post" action="/controls/weather/calm"><div><button>Calm everything</button></div></form>
<div class="two"><div class="stack">${webhooksForm(weather, typed)}
<div class="acts"><button form="webhook-weather" class="primary">Set for webhooks</button>
<form method="post" action="/controls/weather/release"><div><button>Send what is held back</button></div></form></div>
<div class="ruled"><h3>Calls to the API</h3><p class="hint">How many of the next calls go wrong, and how. A lost answer waits for a call that
changes something, tokens without their end for the next that are given.</p><ul class="calls">${calls}</ul></div></div>
${tally(weather)}</div></section>`;
}

/** A line for the head of the page when the weather is bad, so that nobody wonders where a webhook is. */
export function weatherNote(weather: Weather): string {
  const bad = describeWeather(weather);
  return bad === null ? "" : `<p class="hint">${bad} <a href="#weather">Weather</a></p>`;
}

function webhooksForm({ webhooks }: Weather, typed: URLSearchParams): string {
  const { duplicate, drop, delay, clock } = webhooks.plan();
  const field = (name: string, label: string, most: number, value: string) =>
    `<label>${label}<input name="${name}" type="number" min="0" max="${most}" step="any" required ` +
    `inputmode="decimal" value="${escapeHtml(typed.get(name) ?? value)}"></label>`;
  // What is set here is in real seconds: a delay in played time is none of those.
  const seconds = clock === "real" ? String(delay / 1000) : "0";
  return `<form id="webhook-weather" class="ruled" method="post" action="/controls/weather/webhooks"><h3>Webhooks</h3>
<p class="hint">Once a webhook of an order was not sent, no later one of that order is, until the share is 0 again.</p>
<div class="row-of-three">${field("duplicate", "Sent twice, %", 100, percentOf(duplicate))}
${field("drop", "Never sent, %", 100, percentOf(drop))}${field("delay", "Late, s at most", 3600, seconds)}</div></form>`;
}

function callForm(fault: ApiFault, typed: URLSearchParams): string {
  const words = CALL_WORDS[fault];
  const count = typed.get("fault") === fault ? (typed.get("count") ?? "") : "1";
  return `<li><form method="post" action="/controls/weather/calls">${hidden("fault", fault)}<label for="call-${fault}">${words}</label>
<input id="call-${fault}" name="count" type="number" min="1" max="999" inputmode="numeric" required value="${escapeHtml(count)}">
<button>Add<span class="visually-hidden"> ${words}</span></button></form></li>`;
}

/** How often each thing went wrong since the start, and how often it is about to. */
function tally({ webhooks, calls }: Weather): string {
  const { duplicated, reordered, dropped, delayed, held } = webhooks.counts();
  const [fired, coming] = [calls.fired(), calls.coming()];
  const row = (what: string, soFar: number, toCome: number | "" = "") =>
    `<tr><th scope="row">${what}</th><td>${soFar}</td><td>${toCome}</td></tr>`;
  const group = (name: string, rows: readonly string[]) =>
    `<tbody><tr class="group"><th scope="rowgroup" colspan="3">${name}</th></tr>${rows.join("")}</tbody>`;
  return `<table class="tally"><caption>What went wrong since the start</caption>
<thead><tr><td></td><th scope="col">So far</th><th scope="col">To come</th></tr></thead>
${group("Webhooks", [
  row("Sent twice", duplicated),
  row("Overtaken by a later one", reordered),
  row("Never sent", dropped),
  row("Held back", delayed, held),
])}
${group(
  "Calls to the API",
  API_FAULTS.map((fault) => row(CALL_WORDS[fault], fired[fault], coming[fault])),
)}</table>`;
}
