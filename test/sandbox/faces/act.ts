import { Refused } from "#test/sandbox/network/body.ts";

/** What a control does with its form. It answers with a sentence of what was done, or throws one of why not. */
export type Act = (form: URLSearchParams) => Promise<string>;

/** Controls by the path their forms are posted to. */
export type Acts = Readonly<Record<string, Act>>;

/** What a control did, and which webhooks tell of it: none when the app is not installed. */
export function tale(what: string, topics: readonly string[], isInstalled: boolean): string {
  if (!isInstalled) return `${what}; nobody was told, because the app is not installed.`;
  const list = topics.length < 3 ? topics : [topics.slice(0, -1).join(", "), topics.at(-1)];
  return `${what}; ${list.join(" and ")} ${topics.length === 1 ? "is on its way" : "are on their way"}.`;
}

/** A number of units as typed, 1 when nothing was. Throws a sentence for anything else than 1 to 999. */
export function unitsIn(form: URLSearchParams, name: string): number {
  const typed = form.get(name)?.trim() || "1";
  const units = Number(typed);
  if (Number.isInteger(units) && units >= 1 && units <= 999) return units;
  throw new Refused(422, `"${typed}" is no number of units: type 1 to 999.`);
}
