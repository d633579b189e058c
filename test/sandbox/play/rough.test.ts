import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { outcomeOf, playHeadless } from "#test/sandbox/play/headless.ts";
import type { Report } from "#test/sandbox/play/report/report.ts";
import { ROOT } from "#test/sandbox/play/running/place.ts";

const SAMPLE = path.join(ROOT, "test/sandbox/play/fixtures/cdnow-sample.txt.gz");
/** About two minutes on two idle cores. */
const LONGEST = 600_000;

let calm: Report;
let rough: Report;
beforeAll(async () => {
  calm = await playHeadless("calm", 5800, "--replay", SAMPLE);
  rough = await playHeadless("rough", 5800, "--replay", SAMPLE, "--faults", "rough");
}, LONGEST);

test("in calm weather a replay is told once, in turn, and whole", () => {
  expect(calm.faults).toEqual({ duplicated: 0, reordered: 0, dropped: 0, reconciled: 0, kills: 0 });
  expect(calm.webhooks).toMatchObject({ sent: 6919, stored: 6919, applied: 6919 });
  expect(calm).toMatchObject({ orders: 6919, customers: 2357 });
});

test("rough weather is rough: webhooks come twice, out of turn or never, and workers die at their work", () => {
  const { duplicated, reordered, dropped, kills } = rough.faults;
  expect(duplicated).toBeGreaterThanOrEqual(1000);
  expect(reordered).toBeGreaterThanOrEqual(2500);
  expect(dropped).toBeGreaterThanOrEqual(250);
  expect(kills).toBe(10);
  const told = 6919 - dropped;
  expect(rough.webhooks).toMatchObject({ sent: told, acknowledged: told, stored: told, applied: told });
});

test("what no webhook told is found by asking Shopify, every single one", () => {
  expect(rough.faults.reconciled).toBe(rough.faults.dropped);
});

test("rough weather and calm end in the very same orders, customers, credits and cents", () => {
  expect(outcomeOf(rough)).toEqual(outcomeOf(calm));
});
