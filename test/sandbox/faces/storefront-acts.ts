import type { Acts } from "#test/sandbox/faces/act.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import { readExtensions } from "#test/sandbox/storefront/extension.ts";
import type { Setting } from "#test/sandbox/storefront/schema.ts";
import { LOCALES, type SettingValue } from "#test/sandbox/storefront/settings.ts";

const LONGEST_SECONDS = 86_400;

/** How the storefront is set up, and what the theme editor says of the app's blocks. */
export function storefrontActs({ storefront }: ControlsOf): Acts {
  const { knobs, extensions } = storefront;
  return {
    "/controls/storefront": async (form) => {
      const locale = LOCALES.find((one) => one === form.get("locale"));
      if (!locale) throw new Refused(422, `The shop does not speak "${form.get("locale")}".`);
      const typed = form.get("seconds")?.trim() || "0";
      const seconds = Number(typed);
      if (!(Number.isInteger(seconds) && seconds >= 0 && seconds <= LONGEST_SECONDS))
        throw new Refused(422, `"${typed}" is no number of seconds: type 0 to ${LONGEST_SECONDS}.`);
      const journeyAfter = form.get("journey") === "never" ? null : seconds;
      knobs.set({ locale, needsConsent: form.has("consent"), journeyAfter });
      return "The storefront is set.";
    },
    "/controls/storefront/block": async (form) => {
      const handle = form.get("block") ?? "";
      const block = readExtensions(extensions)
        .flatMap(({ blocks }) => blocks)
        .find((one) => one.handle === handle);
      if (!block) throw new Refused(404, `The app's extension has no block "${handle}".`);
      const inputs = block.schema.settings.filter((one) => one.id !== undefined);
      const settings = Object.fromEntries(inputs.map((one) => [one.id, readValue(one, form)]));
      const isOn = form.has("on");
      knobs.set({ blocks: { ...knobs.get().blocks, [handle]: { isOn, settings } } });
      return `"${handle}" is ${isOn ? "on, with these settings" : "off"}.`;
    },
  };
}

/** A setting as the theme editor would keep it. Throws a sentence for what its type does not allow. */
function readValue({ type, id, min, max, options = [] }: Setting, form: URLSearchParams): SettingValue {
  const typed = form.get(`set-${id}`) ?? "";
  if (type === "checkbox") return form.has(`set-${id}`);
  if ((type === "select" || type === "radio") && !options.some(({ value }) => value === typed))
    throw new Refused(422, `${id}: "${typed}" is none of its choices.`);
  if (type !== "range" && type !== "number") return typed;
  const number = Number(typed);
  if (typed.trim() === "" || !(number >= (min ?? -Infinity) && number <= (max ?? Infinity)))
    throw new Refused(422, `${id}: "${typed}" is no number from ${min} to ${max}.`);
  return number;
}
