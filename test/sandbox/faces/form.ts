import { escapeHtml } from "#test/sandbox/faces/html.ts";

/** A choice of a select. */
export function option(value: string, label: string, isChosen = false): string {
  return `<option value="${escapeHtml(value)}"${isChosen ? " selected" : ""}>${escapeHtml(label)}</option>`;
}

/** A select with its label beside it, so that the label's text is not that of every choice. */
export function selectField(label: string, name: string, id: string, options: string): string {
  return `<div class="field"><label for="${id}">${label}</label><select id="${id}" name="${name}">${options}</select></div>`;
}

/** A field nobody sees. */
export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
}

/** A number of units with its label. */
export function unitsField(label: string, name: string, most: number): string {
  return (
    `<label>${label}<input name="${name}" type="number" min="1" max="${most}" ` +
    `inputmode="numeric" value="1"></label>`
  );
}
