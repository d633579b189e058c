import { expect, test } from "vitest";
import { makeReport, whyFailed } from "#test/sandbox/play/report/report.ts";

const NOTHING = {
  orders: 0,
  customers: 0,
  net: { minor: 0, currency: "USD" },
  refunded: { minor: 0, currency: "USD" },
};

/** A finished play of ten webhooks, each stored and applied, unless told otherwise. */
function judge({
  sent = 10,
  acknowledged = 10,
  stored = 10,
  quarantined = 0,
  dropped = 0,
  reconciled = 0,
  givenUp = 0,
  strays = [] as string[],
}) {
  const applied = stored - quarantined;
  const queues = { stored, applied, quarantined, parked: 0, failedJobs: 0, reasons: [] };
  const report = makeReport({
    sent,
    acknowledged,
    faults: { duplicated: 2, reordered: 3, dropped, reconciled, kills: 1 },
    queues,
    figures: { orders: 10, customers: 5, creators: [], unattributed: NOTHING },
    cohorts: [],
    stateHash: "",
    seconds: { setup: 1, play: 2, drain: 3 },
    played: 10,
  });
  return whyFailed(report, queues, { givenUp, strays });
}

test("a play is a success when all that was sent is stored and all that was dropped was found again", () => {
  expect(judge({})).toBe(null);
  expect(judge({ dropped: 4, reconciled: 4 })).toBe(null);
});

test.each([
  [{ acknowledged: 9 }, "1 of 10 webhooks were never acknowledged."],
  [{ stored: 11 }, "10 webhooks were sent and 11 stored."],
  [{ givenUp: 1 }, "1 deliveries were given up, though the app had their webhooks already."],
  [
    { dropped: 1, reconciled: 1, strays: ["gid://shopify/Order/7"] },
    "Reconcile found 1 orders whose webhooks had all been applied, such as gid://shopify/Order/7.",
  ],
  [{ quarantined: 1 }, "1 webhooks were quarantined."],
  [{ dropped: 4, reconciled: 3 }, "4 webhooks were dropped, and reconcile found the orders of 3 of them."],
])("%o is a failure with a sentence", (counts, sentence) => {
  expect(judge(counts)).toBe(sentence);
});
