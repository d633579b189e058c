import { expect, test } from "vitest";
import { outcomeOf, playHeadless } from "#test/sandbox/play/headless.ts";

test("refunds, cancellations and guests that no webhook told of are found as well", async () => {
  const calm = await playHeadless("demo_calm", 5850, "--orders", "1200");
  const rough = await playHeadless("demo_rough", 5850, "--orders", "1200", "--faults", "rough");
  expect(rough.faults.dropped).toBeGreaterThanOrEqual(50);
  expect(rough.faults.reconciled).toBe(rough.faults.dropped);
  expect(rough.faults.kills).toBeGreaterThan(0);
  expect(outcomeOf(rough)).toEqual(outcomeOf(calm));
}, 600_000);
