import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readSample } from "#test/ltv/cdnow.ts";
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

test("cohorts of each creator's customers are what the file says, cell by cell", () => {
  // Orders of nothing do not count, and neither do the customers who made no other.
  const purchases = readSample().filter(({ cents }) => cents > 0);
  const months = Map.groupBy(purchases, ({ customer }) => customer);
  const monthOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 7);
  const age = (from: string, to: string) =>
    (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5)) - Number(from.slice(5));
  const cells = new Map<string, { customers: number; active: number; minor: number }>();
  for (const [customer, bought] of months) {
    const code = `CDNOW${customer.at(-1)}`;
    if (code > "CDNOW6") continue;
    const cohort = bought.map(({ day }) => monthOf(day)).sort()[0] ?? "";
    for (let at = 0; at <= age(cohort, "1998-06"); at++) {
      const own = bought.filter(({ day }) => age(cohort, monthOf(day)) === at);
      const cell = cells.get(`${code} ${cohort} ${at}`) ?? { customers: 0, active: 0, minor: 0 };
      cell.customers++;
      if (own.length > 0) cell.active++;
      cell.minor += own.reduce((sum, { cents }) => sum + cents, 0);
      cells.set(`${code} ${cohort} ${at}`, cell);
    }
  }
  const told = calm.cohorts.flatMap(({ code, cells: own }) =>
    own.map(({ cohort, age: at, customers, active, net }) => [
      `${code} ${cohort} ${at}`,
      { customers, active, minor: net.minor },
    ]),
  );
  expect(told.length).toBeGreaterThan(300);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(cells));
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
