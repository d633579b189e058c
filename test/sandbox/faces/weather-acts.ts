import { API_FAULTS } from "#test/sandbox/admin-api/faults.ts";
import type { Acts } from "#test/sandbox/faces/act.ts";
import type { ControlsOf } from "#test/sandbox/faces/controls.ts";
import { CALL_WORDS, describeWeather } from "#test/sandbox/faces/weather-words.ts";
import { Refused } from "#test/sandbox/network/body.ts";
import { CALM } from "#test/sandbox/webhooks/faults.ts";

const LONGEST_SECONDS = 3600;
const MOST_CALLS = 999;

/** What goes wrong with webhooks and with calls to the Admin API. */
export function weatherActs({ weather, deliveries }: ControlsOf): Acts {
  const stillHeld = () => {
    const { held } = weather.webhooks.counts();
    return held === 0 ? "" : ` ${webhooks(held)} held back until ${held === 1 ? "its" : "their"} time.`;
  };
  return {
    "/controls/weather/webhooks": async (form) => {
      weather.webhooks.set({
        duplicate: numberIn(form, "duplicate", "share in percent", 0, 100) / 100,
        drop: numberIn(form, "drop", "share in percent", 0, 100) / 100,
        delay: Math.round(numberIn(form, "delay", "delay in seconds", 0, LONGEST_SECONDS) * 1000),
        clock: "real",
      });
      return `${describeWeather(weather) ?? "Webhooks come once, and at once."}${stillHeld()}`;
    },
    "/controls/weather/release": async () => {
      const { held } = weather.webhooks.counts();
      if (held === 0) return "No webhook is held back.";
      // They leave at once; when the app has answered them all is nothing this page should wait for.
      void deliveries.drain();
      return `${webhooks(held)} no longer held back.`;
    },
    "/controls/weather/calls": async (form) => {
      const fault = API_FAULTS.find((one) => one === form.get("fault"));
      if (!fault) throw new Refused(422, `"${form.get("fault")}" is nothing that can go wrong here.`);
      const count = numberIn(form, "count", "number of calls", 1, MOST_CALLS);
      if (!Number.isInteger(count)) throw new Refused(422, `"${count}" is no whole number of calls.`);
      weather.calls.next(fault, count);
      const next = count === 1 ? "Comes with the next call" : `Comes with each of the next ${count} calls`;
      return `${next} it can happen to: ${CALL_WORDS[fault]}.`;
    },
    "/controls/weather/calm": async () => {
      weather.webhooks.set(CALM);
      weather.calls.calm();
      return `All is calm: webhooks come once and at once, and the API answers.${stillHeld()}`;
    },
  };
}

function webhooks(count: number): string {
  return count === 1 ? "1 webhook is" : `${count} webhooks are`;
}

/** A number as typed, 0 when nothing was. Throws a sentence for what is none, or outside the bounds. */
function numberIn(form: URLSearchParams, name: string, what: string, least: number, most: number): number {
  const typed = form.get(name)?.trim() ?? "";
  const number = Number(typed);
  if (number >= least && number <= most) return number;
  throw new Refused(422, `"${typed}" is no ${what}: type ${least} to ${most}.`);
}
