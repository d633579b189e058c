import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { runApp } from "#test/e2e/running-app.ts";
import { API_FAULTS, type ApiFault } from "#test/sandbox/admin-api/faults.ts";
import { enroll, install } from "#test/sandbox/play/enroll.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";

const database = await freshDb(4);
const { standIn, notices } = await runApp(database.url, 5700);
await install(standIn);

/** Until everything that was asked for is done; `seconds` at most. */
async function settled(seconds: number): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100)) {
    const jobs = await rowsOf(database, "outbox");
    if (
      jobs.every(
        ({ state, run_at, attempts }) =>
          state !== "waiting" || (Number(run_at) > Date.now() && attempts === 0),
      )
    )
      return;
  }
  const left = (await rowsOf(database, "outbox")).filter(({ state }) => state === "waiting");
  throw new Error(
    `Still waiting: ${left.map(({ kind, last_error }) => `${kind}: ${last_error}`).join("; ")}`,
  );
}

let number = 0;

/** Refused twice in a row a token is dead, which is a test of its own; slow answers are long. */
const ONCE: readonly ApiFault[] = ["slow", "token-expired"];

test.each(API_FAULTS.map((fault): [ApiFault, number] => [fault, ONCE.includes(fault) ? 1 : 2]))(
  "%s: a code is made exactly once all the same",
  async (fault, times) => {
    const code = `FAULT${++number}`;
    const before = standIn.shop.discounts.size;
    // What is asked of the OAuth door is asked only when a token has run out.
    if (fault === "no-expires-in") standIn.faults.next("token-expired", 1);
    standIn.faults.next(fault, times);
    const creator = {
      name: `Creator ${number}`,
      email: "",
      customerId: "",
      code,
      kind: "percent" as const,
      value: "10",
    };
    await enroll(standIn, [{ ...creator, creditFrom: new Date("2026-01-01") }], () => false);
    await settled(60);
    standIn.faults.calm();
    expect(standIn.faults.fired()[fault]).toBeGreaterThan(0);
    expect(standIn.shop.discounts.size).toBe(before + 1);
    expect(standIn.shop.discounts.find(code)).not.toBeNull();
    const [row] = (await rowsOf(database, "code")).filter((each) => each.code === code);
    expect(row).toMatchObject({ state: "active", discount_id: standIn.shop.discounts.find(code)?.gid });
  },
  90_000,
);

test("a token refused even when new is dead: the code waits, and is made once the merchant opens the app", async () => {
  standIn.faults.next("token-expired", 2);
  const creator = { name: "Patience", email: "", customerId: "", code: "WAIT10", kind: "percent" as const };
  await enroll(standIn, [{ ...creator, value: "10", creditFrom: new Date("2026-01-01") }], () => false);
  const isDead = async () =>
    (await rowsOf(database, "outbox")).some(({ last_error }) => String(last_error).includes("open the app"));
  for (let tries = 0; tries < 300 && !(await isDead()); tries++) await pause(50);
  expect(standIn.shop.discounts.find("WAIT10")).toBeNull();
  await install(standIn);
  await settled(30);
  expect(standIn.shop.discounts.find("WAIT10")).not.toBeNull();
});

test("a token that came without its end is good for an hour, not for ever; and no process died of anything", async () => {
  const [session] = await rowsOf(database, "session");
  const left = Number(session?.expires) - Date.now();
  expect(left).toBeGreaterThan(3_000_000);
  expect(left).toBeLessThan(3_700_000);
  expect(notices).toEqual([]);
});
