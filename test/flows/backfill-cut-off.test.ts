import { afterEach, expect, test, vi } from "vitest";
import { inShop } from "#app/db.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import { moveBackfill } from "#app/orders/backfills.server.ts";
import { expireBulk } from "#test/sandbox/admin-api/bulk.ts";
import { freshDb, rowsOf } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";
import { type Clock, happened, openPastShop, type PastShop } from "#test/support/past-shop.ts";
import { recomputedFigures, stateOf } from "#test/support/state.ts";

const database = await freshDb(4);
const clock: Clock = { now: at("2026-11-01T12:00:00Z") };
const EVENTS = happened(330);

/** A shop with past orders, its list made, so that the next step reads it; `files` is what a fetch of it does. */
async function openListed(
  files?: (shop: PastShop) => typeof fetch,
  fault: Parameters<typeof openPastShop>[2] = {},
) {
  const shop = await openPastShop(database, clock, fault);
  for (const event of EVENTS) shop.play(event);
  await shop.ask();
  vi.stubGlobal("fetch", vi.fn(files ? files(shop) : shop.fetchFile));
  while ((await shop.row())?.listed_at === null) {
    await shop.step();
    const [one] = shop.bulk.operations.values();
    if (one) one.startedAt -= 1000;
    // The next look would read it at once.
    if (one && (await shop.row())?.operation !== null) break;
  }
  return shop;
}
afterEach(async () => {
  vi.unstubAllGlobals();
  await database.owner.query("DELETE FROM outbox");
});
const ordersOf = async (shop: PastShop) => (await rowsOf(database, "orders", shop.id)).length;
const expectWhole = async (shop: PastShop) => {
  expect(await shop.row()).toMatchObject({ total: 330, done: 330, problem: null });
  expect((await shop.row())?.finished_at).not.toBeNull();
  const state = await stateOf(database, shop.id);
  expect(state.orders).toHaveLength(330);
  expect(state.figures).toEqual(await recomputedFigures(database, shop.id));
};
/** Answers with a file of which only so many bytes come through, as often as is told. */
const cut = (shop: PastShop, bytes: number, times: number): typeof fetch => {
  let left = times;
  return async (...asked) => {
    const whole = new Uint8Array(await (await shop.fetchFile(...asked)).arrayBuffer());
    if (left-- <= 0) return shop.fetchFile(...asked);
    let hasGiven = false;
    const body = new ReadableStream({
      pull(stream) {
        if (hasGiven) stream.error(new Error("terminated"));
        else stream.enqueue(whole.subarray(0, bytes));
        hasGiven = true;
      },
    });
    return new Response(body, { status: new Headers(asked[1]?.headers).has("range") ? 206 : 200 });
  };
};
const ranges = () =>
  vi.mocked(fetch).mock.calls.map(([, options]) => new Headers(options?.headers).get("range"));

test("a file that breaks off is gone on with behind the last hundred, and nothing is counted twice", async () => {
  const shop = await openListed((one) => cut(one, 250_000, 2));
  const until = async () => {
    for (let n = 0; n < 20; n++) {
      const result = await shop.step();
      if (typeof result === "object") return result;
    }
    throw new Error("It does not break off.");
  };
  expect((await until()).reason).toContain("terminated");
  const broken = await shop.row();
  expect(Number(broken?.done) % 100).toBe(0);
  expect(Number(broken?.done)).toBeGreaterThan(0);
  expect(broken).toMatchObject({ problem: "terminated", finished_at: null });
  expect(await ordersOf(shop)).toBe(broken?.done);
  await until();
  await shop.work();
  await expectWhole(shop);
  expect(ranges().slice(0, 2)).toEqual([null, `bytes=${broken?.bytes}-`]);
});

test("a file that comes whole although its end was asked for is read from there all the same", async () => {
  const shop = await openListed((one) => {
    const broken = cut(one, 250_000, 1);
    let isFirst = true;
    return async (...asked) => {
      const answer = isFirst ? await broken(...asked) : await one.fetchFile(asked[0]);
      isFirst = false;
      return answer;
    };
  });
  while (typeof (await shop.step()) !== "object");
  expect(Number((await shop.row())?.bytes)).toBeGreaterThan(0);
  await shop.work();
  await expectWhole(shop);
  expect(await shop.row()).toMatchObject({ operations: 1 });
});

test("a list that failed is asked for anew after a while, and what was recorded is passed over", async () => {
  const shop = await openPastShop(database, clock);
  for (const event of EVENTS) shop.play(event);
  shop.bulk.failNext = "TIMEOUT";
  vi.stubGlobal("fetch", vi.fn(shop.fetchFile));
  await shop.ask();
  while ((await shop.row())?.problem === null) await shop.step();
  expect(await shop.row()).toMatchObject({
    ...{ operation: null, operations: 1 },
    problem: "Shopify's list ended as FAILED (TIMEOUT)",
  });
  await shop.work();
  await expectWhole(shop);
  expect(await shop.row()).toMatchObject({ operations: 2 });
});

test("a list that is seven days old is gone: another is read, and orders recorded from the first are not recorded again", async () => {
  const shop = await openListed((one) => cut(one, 300_000, 1));
  while (typeof (await shop.step()) !== "object");
  const done = await ordersOf(shop);
  expect(done).toBeGreaterThanOrEqual(100);
  const revisions = async () =>
    new Map((await rowsOf(database, "attribution", shop.id)).map((row) => [row.order_id, row.revision]));
  const before = await revisions();
  expireBulk(shop.bulk);
  await shop.work();
  await expectWhole(shop);
  expect(await shop.row()).toMatchObject({ operations: 2 });
  const after = await revisions();
  const again = [...before].filter(([id, revision]) => after.get(id) !== revision);
  // Later orders of a customer may change what is known of an earlier one, but not of most.
  expect(again.length).toBeLessThan(before.size / 3);
});

test("a file that vanished is the same as a list that did", async () => {
  let isGone = true;
  const shop = await openListed((one) => async (...asked) => {
    if (!isGone) return one.fetchFile(...asked);
    isGone = false;
    return new Response("<Error/>", { status: 403 });
  });
  await shop.work();
  await expectWhole(shop);
  expect(await shop.row()).toMatchObject({ operations: 2 });
});

test("a list that is not grouped is refused aloud, and nothing is recorded wrongly", async () => {
  const shop = await openListed((one) => async () => {
    const file = new TextDecoder().decode(
      await (await one.fetchFile("https://x/bulk/1.jsonl")).arrayBuffer(),
    );
    const lines = file.trimEnd().split("\n");
    const isChild = (line: string) => line.includes("__parentId");
    const loose = [...lines.filter((line) => !isChild(line)), ...lines.filter(isChild)];
    return new Response(loose.join("\n"));
  });
  const told = await shop.step();
  const failed = typeof told === "object" ? told : await shop.step();
  expect(failed).toMatchObject({ kind: "backfill", reason: expect.stringContaining("not grouped") });
  expect((await shop.row())?.problem).toContain("not grouped");
});

test("a list that ends before its count is not taken for the whole", async () => {
  let times = 0;
  const shop = await openListed((one) => async (...asked) => {
    const whole = await one.fetchFile(...asked);
    if (times++ > 0) return whole;
    const lines = new TextDecoder().decode(await whole.arrayBuffer()).split("\n");
    const last = lines.findLastIndex((line) => line !== "" && !line.includes("__parentId"));
    return new Response(lines.slice(0, last).join("\n"));
  });
  while ((await shop.row())?.problem === null) await shop.step();
  expect((await shop.row())?.problem).toBe("Shopify's list ended after 329 of 330 orders");
  await shop.work();
  await expectWhole(shop);
});

test("whoever lost the job to another worker counts nothing", async () => {
  const shop = await openListed();
  let [isOvertaken, second] = [false, Promise.resolve<unknown>(null)];
  vi.stubGlobal("fetch", async (...asked: Parameters<typeof fetch>) => {
    if (!isOvertaken) {
      isOvertaken = true;
      // Taken for dead: another worker takes the job, and is done first.
      await database.owner.query("UPDATE outbox SET leased_until = NULL");
      second = runNextJob(
        database,
        () => clock.now,
        async () => shop.graphql,
      );
      await second;
    }
    return shop.fetchFile(...asked);
  });
  await shop.work();
  await expectWhole(shop);
});

test("of two workers that read the same orders, one moves on and the other counts nothing", async () => {
  const shop = await openListed();
  const operation = String((await shop.row())?.operation);
  const dealtWith = { done: 100, unreadable: 0, bytes: 5_000, firstAt: null };
  const move = () =>
    inShop(database, shop.id, (tx) => moveBackfill(tx, shop.id, { operation, bytes: 0 }, dealtWith));
  expect(await Promise.all([move(), move()])).toEqual(expect.arrayContaining([true, false]));
  expect(await shop.row()).toMatchObject({ done: 100, bytes: "5000" });
});
