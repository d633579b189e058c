import type { Bug } from "#test/mutants/bug.ts";

const CARD = "test/sandbox/weather-card.test.ts";
const ACTS = "test/sandbox/faces/weather-acts.ts";

/** Bugs of the card that makes webhooks and calls go wrong in the sandbox. */
export const BUGS: readonly Bug[] = [
  {
    name: "calm weather leaves the calls that were to go wrong",
    file: ACTS,
    find: "weather.calls.calm();",
    replace: "",
    test: CARD,
  },
  {
    name: "delays set in Controls are in played time, which stands still",
    file: ACTS,
    find: 'clock: "real",',
    replace: 'clock: "played",',
    test: CARD,
  },
  {
    name: "what is held back stays when it shall be sent",
    file: ACTS,
    find: "void deliveries.drain();",
    replace: "",
    test: CARD,
  },
];
