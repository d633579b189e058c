import fc from "fast-check";
import { expect, test } from "vitest";
import { figure, isGood } from "#test/bench/figures/figure.ts";
import { median, spreadOf } from "#test/bench/figures/spread.ts";
import { tableOf } from "#test/bench/figures/table.ts";
import { memoryOf } from "#test/bench/running/memory.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test("of a hundred samples the 99th smallest is the 99th percentile, and the largest is not hidden", () => {
  expect(spreadOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99, max: 100 });
  expect(spreadOf([...hundred, 5000])).toEqual({ count: 101, p50: 51, p95: 96, p99: 100, max: 5000 });
});

test("one sample is every percentile of itself, and none is 0", () => {
  expect(spreadOf([7])).toEqual({ count: 1, p50: 7, p95: 7, p99: 7, max: 7 });
  expect(spreadOf([])).toEqual({ count: 0, p50: 0, p95: 0, p99: 0, max: 0 });
});

test("at least 99 of 100 samples are no more than the 99th percentile, whatever they are", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (samples) => {
      const { p99 } = spreadOf(samples);
      expect(samples.filter((each) => each <= p99).length).toBeGreaterThanOrEqual(0.99 * samples.length);
      expect(samples).toContain(p99);
    }),
  );
});

test("the median is not moved by one turn that went wrong", () => {
  expect(median([1000, 3, 1100])).toBe(1000);
  expect(median([1000, 1100])).toBe(1050);
  expect(() => median([])).toThrow("Nothing has no median");
});

test.each([
  { target: { atLeast: 0.2 }, met: [0.2, 3], missed: [0.199, Number.NaN] },
  { target: { atMost: 100 }, met: [100, 0], missed: [100.1, Number.NaN] },
  { target: { exactly: 69_659 }, met: [69_659], missed: [69_658, "69659"] },
  { target: { exactly: "same" }, met: ["same"], missed: ["different"] },
])("$target is met by $met and missed by $missed", ({ target, met, missed }) => {
  expect(met.map((value) => figure("part", "what", value, "", target).isMet)).toEqual(met.map(() => true));
  expect(missed.map((value) => figure("part", "what", value, "", target).isMet)).toEqual(
    missed.map(() => false),
  );
});

test("one missed target spoils a bench, and a figure without a target does not", () => {
  const [good, bad] = [figure("a", "b", 5, "/s", { atLeast: 5 }), figure("a", "c", 4, "/s", { atLeast: 5 })];
  expect(isGood([good, figure("a", "d", 0)])).toBe(true);
  expect(isGood([good, bad])).toBe(false);
});

test("the table says what was measured, what was wanted, and what was missed, part by part", () => {
  const figures = [
    figure("ingest", "as fast as it answers", 1844.4, "/s", { atLeast: 1000 }),
    figure("ingest", "p99", 120.26, "ms", { atMost: 100 }),
    figure("replay", "orders", 69_659, "", { exactly: 69_659 }),
    figure("replay", "file", "CDNOW_master.txt.gz"),
  ];
  expect(tableOf(figures)).toBe(
    [
      "ingest",
      "  as fast as it answers  1,844 /s  >= 1,000     met",
      "  p99                      120 ms    <= 100  MISSED",
      "",
      "replay",
      "  orders               69,659  = 69,659  met",
      "  file    CDNOW_master.txt.gz",
    ].join("\n"),
  );
});

test("memory that grows to the end shows in its second half; memory that warmed up at the start does not", () => {
  const steady = Array.from({ length: 40 }, (_, index) => (index < 10 ? 100 + 10 * index : 200));
  const leaking = Array.from({ length: 40 }, (_, index) => 100 + index);
  expect(memoryOf("web", steady, 500)).toMatchObject({ seconds: 20, peak: 200, end: 200, secondHalf: 0 });
  expect(memoryOf("web", leaking, 500)?.secondHalf).toBe(16);
  expect(memoryOf("web", [100, 100], 500)).toBeNull();
});
