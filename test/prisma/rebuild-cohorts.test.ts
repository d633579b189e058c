import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { cohortsOf, recomputedCohorts } from "#test/support/cohorts.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { at, makeOrder } from "#test/support/make.ts";
import { copyOrders } from "#test/support/many-orders.ts";

const database = await freshDb();
const CUSTOMERS = 3001;

/** Runs the command; `isCutOff` kills it when it has told of progress once. */
async function rebuild(args: readonly string[], isCutOff = false) {
  const told: string[] = [];
  const env = { ...process.env, DATABASE_URL: database.url };
  const child = spawn(process.execPath, ["prisma/rebuild-cohorts.ts", ...args], { env });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    told.push(...text.split("\n").filter((line) => line !== ""));
    if (isCutOff && told.length > 0) child.kill("SIGKILL");
  });
  const [code] = await once(child, "close");
  return { code, told };
}

test("the command tells the cohorts of a shop from its orders; cut off, it goes on where it was", async () => {
  const shop = await shopOfAdaAndGrace(database, "many.myshopify.com");
  await inShop(database, shop, (tx) =>
    recordOrder(tx, shop, makeOrder({ codes: ["ADA10"] }), at("2026-04-01")),
  );
  await copyOrders(database.owner, shop, CUSTOMERS - 1);
  expect((await cohortsOf(database, shop)).customers).toHaveLength(1);
  expect((await rebuild(["many.myshopify.com"], true)).told[0]).toBe(
    "many.myshopify.com: 1,000 of 3,001 customers",
  );
  const [cut] = await rowsOf(database, "cohort_run", shop);
  expect(cut?.finished_at).toBeNull();
  expect(cut?.done).toBeGreaterThanOrEqual(1000);
  expect(cut?.done).toBeLessThan(CUSTOMERS);
  const { code, told } = await rebuild([]);
  expect([code, told.at(-1)]).toEqual([0, "many.myshopify.com: 3,001 of 3,001 customers"]);
  expect(await rowsOf(database, "cohort_run", shop)).toHaveLength(1);
  expect((await cohortsOf(database, shop)).customers).toHaveLength(CUSTOMERS);
  expect(await cohortsOf(database, shop)).toEqual(await recomputedCohorts(database, shop));
});

test("a shop that is not there is named, with what to write", async () => {
  expect(await rebuild(["nowhere"])).toEqual({
    code: 1,
    told: ['No shop "nowhere" has installed the app; name it as in "tidewater.myshopify.com".'],
  });
});
