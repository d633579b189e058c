import { expect, test } from "vitest";
import { EVERYBODY, OPENING } from "#app/attribution/creators-query.ts";
import { findNewest } from "#app/creators/changes.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import {
  changeCreators,
  readChosen,
  readWanted,
  runChange,
  tablePulse,
  undoChange,
} from "#app/flows/change-creators.server.ts";
import { pauseCreator } from "#app/flows/enroll-creator.server.ts";
import { reattribute } from "#app/flows/reattribute.server.ts";
import { recordOrder } from "#app/flows/record-order.server.ts";
import { runNextJob } from "#app/flows/run-job.server.ts";
import type { ChangeId, CreatorId, ProgramId } from "#app/kernel/id.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { at, makeOrder, orderId } from "#test/support/make.ts";
import { fillWithCreators } from "#test/support/many-creators.ts";
import { figuresOf } from "#test/support/state.ts";

const database = await freshDb(8);
const now = at("2026-07-01T12:00:00Z");
const PAUSE = { kind: "pause", programId: null } as const;
const RESUME = { kind: "resume", programId: null } as const;
const id = (number: number) => `cr_${String(number).padStart(20, "0")}` as CreatorId;
const program = (number: number) => `pg_${String(number).padStart(20, "0")}` as ProgramId;
let shops = 0;

async function shopOf(creators: number) {
  const shop = await installShop(database, `many-${++shops}.myshopify.com`);
  await fillWithCreators(database.owner, shop.id, creators);
  return shop;
}
type Shop = Awaited<ReturnType<typeof shopOf>>;
const pausedIn = async (shop: Shop) =>
  (await rowsOf(database, "creator_pause", shop.id))
    .filter((row) => row.to_at === null)
    .map((row) => row.creator_id);
const jobsIn = async (shop: Shop, kind: string) =>
  (await rowsOf(database, "outbox")).filter((row) => row.shop_id === shop.id && row.kind === kind);
/** The change as it was made; what was refused fails the test. */
async function made(change: ReturnType<typeof changeCreators>) {
  const outcome = await change;
  if ("because" in outcome) throw new Error(JSON.stringify(outcome));
  return outcome;
}

test("those who are ticked are paused at once, and who was paused already is told apart", async () => {
  const shop = await shopOf(20);
  const ids = [id(7), id(8), id(9), id(16)];
  const change = await made(changeCreators(database, shop, { ids }, PAUSE, now));
  expect(change).toMatchObject({ kind: "pause", total: 4, done: 4, changed: 2, finishedAt: now });
  expect((await pausedIn(shop)).sort()).toEqual(ids);
  expect(await changeCreators(database, shop, { ids }, PAUSE, now)).toMatchObject({ total: 4, changed: 0 });
  const rows = await rowsOf(database, "creator_pause", shop.id);
  expect(rows.filter((row) => row.creator_id === id(7))).toMatchObject([{ from_at: now, to_at: null }]);
});

test("undoing a pause resumes exactly those it paused", async () => {
  const shop = await shopOf(20);
  const before = await pausedIn(shop);
  const { id: change } = await made(
    changeCreators(database, shop, { ids: [id(7), id(8), id(9)] }, PAUSE, now),
  );
  expect(await undoChange(database, shop, change, at("2026-07-02"))).toMatchObject({
    kind: "resume",
    total: 2,
    changed: 2,
  });
  expect(await pausedIn(shop)).toEqual(before);
  expect(await undoChange(database, shop, "ch_00000000000000000000" as ChangeId, now)).toBeNull();
});

test("all who match are changed, and nobody else; what is asked for is settled when it is asked for", async () => {
  const shop = await shopOf(40);
  const matching = { ...EVERYBODY, orders: "without" as const };
  const change = await made(
    changeCreators(database, shop, { matching }, { kind: "move", programId: program(1) }, now),
  );
  expect(change).toMatchObject({ program: "Ambassadors", total: 13, done: 13 });
  const rows = await rowsOf(database, "creator", shop.id);
  for (const row of rows) {
    const number = Number(String(row.id).slice(3));
    const was = number % 5 > 0 ? program(number % 5) : null;
    expect(row.program_id, String(row.id)).toBe(number % 3 === 0 ? program(1) : was);
  }
  const out = { kind: "move", programId: null } as const;
  expect(await changeCreators(database, shop, { ids: [id(5), id(6)] }, out, now)).toMatchObject({
    program: null,
    total: 2,
    changed: 1,
  });
});

test("nobody chosen, no such program, another shop's, and an archived one are refused, and nothing is kept", async () => {
  const shop = await shopOf(5);
  const nobody = { because: { change: "nobody" } };
  expect(await changeCreators(database, shop, { ids: [] }, PAUSE, now)).toEqual(nobody);
  const matching = { ...EVERYBODY, search: "nobody at all" };
  expect(await changeCreators(database, shop, { matching }, PAUSE, now)).toEqual(nobody);
  await database.owner.query("UPDATE program SET archived_at = now() WHERE shop_id = $1 AND id = $2", [
    shop.id,
    program(2),
  ]);
  for (const programId of [program(9), program(2)])
    expect(await changeCreators(database, shop, { ids: [id(1)] }, { kind: "move", programId }, now)).toEqual({
      because: { change: "no-program" },
    });
  expect(await rowsOf(database, "creators_change", shop.id)).toEqual([]);
});

test("another shop's creators stay as they are, whoever names them", async () => {
  const [shop, other] = [await shopOf(3), await shopOf(9)];
  const change = await made(changeCreators(database, shop, { ids: [id(3), id(7)] }, PAUSE, now));
  expect(change).toMatchObject({ total: 1, changed: 1 });
  expect(await pausedIn(other)).toEqual([id(8)]);
  expect(await changeCreators(database, shop, { ids: [id(7)] }, PAUSE, now)).toEqual({
    because: { change: "nobody" },
  });
});

test("more than 200 are the worker's; the page sees how far it is, and then exactly what it did", async () => {
  const shop = await shopOf(450);
  const pulse = () => tablePulse(database, shop, now);
  const before = await pulse();
  const change = await made(changeCreators(database, shop, { matching: EVERYBODY }, PAUSE, now));
  expect(change).toMatchObject({ total: 450, done: 0, changed: 0, finishedAt: null });
  const asked = await pulse();
  expect(asked).not.toBe(before);
  const newest = () => findNewest(database, shop, { since: at("2026-07-01T11:50:00Z"), above: 200 });
  expect(await newest()).toMatchObject({ id: change.id, done: 0 });
  await database.owner.query("UPDATE outbox SET state = 'done' WHERE kind <> 'change-creators'");
  while (await runNextJob(database, () => now));
  expect(await newest()).toMatchObject({ done: 450, changed: 394, finishedAt: now });
  expect(await pausedIn(shop)).toHaveLength(450);
  expect(await pulse()).not.toBe(asked);
  expect(await jobsIn(shop, "change-creators")).toMatchObject([{ state: "done" }]);
  // Nothing else is asked of the worker: no order came since.
  expect(await jobsIn(shop, "reattribute")).toEqual([]);
});

test("wherever it is cut off, it goes on where it was, and nobody is changed twice or left out", async () => {
  const shop = await shopOf(0);
  await fillWithCreators(database.owner, shop.id, 130);
  const statements = { left: Number.POSITIVE_INFINITY };
  const dying: Database = { ...database, app: dyingPool(database.app, statements) };
  for (let life = 3; life < 400; life += 23) {
    await database.owner.query("DELETE FROM creator_pause WHERE shop_id = $1", [shop.id]);
    await database.owner.query("DELETE FROM creators_change WHERE shop_id = $1", [shop.id]);
    statements.left = Number.POSITIVE_INFINITY;
    await database.owner.query(
      "INSERT INTO creators_change (shop_id, id, kind, creator_ids, created_at) SELECT $1, $2, 'pause', array_agg(id ORDER BY id), $3 FROM creator WHERE shop_id = $1",
      [shop.id, CHANGE, now],
    );
    statements.left = life;
    await runChange(dying, shop.id, CHANGE, () => now).catch((error: Error) =>
      expect(error.message).toBe("the process was killed"),
    );
    await Promise.all([1, 2].map(() => runChange(database, shop.id, CHANGE, () => now)));
    const [row] = await rowsOf(database, "creators_change", shop.id);
    expect(row, `cut off after ${life} statements`).toMatchObject({ done: 130, finished_at: now });
    const changed = row?.changed_ids as string[];
    expect(new Set(changed).size).toBe(130);
    expect(changed).toHaveLength(130);
    expect(await pausedIn(shop)).toHaveLength(130);
  }
});

const CHANGE = "ch_00000000000000000001" as ChangeId;

/** A pool whose connections fail once so many statements were sent, as when the process is killed. */
function dyingPool(pool: Database["app"], statements: { left: number }): Database["app"] {
  const connect = async () => {
    const client = await pool.connect();
    const query = (...args: unknown[]) => {
      if (statements.left-- <= 0) throw new Error("the process was killed");
      return (client.query as (...args: unknown[]) => unknown)(...args);
    };
    return { query, release: (error?: Error) => client.release(error) };
  };
  return { connect } as unknown as Database["app"];
}

test("an order placed after everybody was paused credits nobody, though it came while the worker was at it", async () => {
  const shop = await shopOf(10);
  const orderOf = (number: number, instant: Date) =>
    makeOrder({ id: orderId(number), codes: ["CODE3A"], processedAt: instant, createdAt: instant });
  const record = (order: ReturnType<typeof makeOrder>) =>
    inShop(database, shop.id, (tx) => recordOrder(tx, shop.id, order, at("2026-07-02")));
  await database.owner.query("DELETE FROM figures WHERE shop_id = $1", [shop.id]);
  await record(orderOf(1, at("2026-07-01T11:59:59Z")));
  await record(orderOf(2, at("2026-07-01T12:00:01Z")));
  expect(await figuresOf(database, shop.id)).toMatchObject([{ credited: id(3), orders: 2 }]);
  await changeCreators(database, shop, { ids: [id(3), id(4)] }, PAUSE, now);
  expect((await jobsIn(shop, "reattribute")).map((job) => job.payload)).toEqual([{ creatorId: id(3) }]);
  await reattribute(database, shop.id, id(3));
  expect(await figuresOf(database, shop.id)).toMatchObject([
    { credited: id(3), orders: 1 },
    { credited: "nobody", orders: 1 },
  ]);
  await changeCreators(database, shop, { ids: [id(3)] }, RESUME, now);
  await reattribute(database, shop.id, id(3));
  expect(await figuresOf(database, shop.id)).toMatchObject([{ credited: id(3), orders: 2 }]);
});

test("a pause that ended as it began is opened again, not a stumbling block", async () => {
  const shop = await shopOf(3);
  await pauseCreator(database, shop.id, id(1), true, now);
  await pauseCreator(database, shop.id, id(1), false, now);
  expect(await changeCreators(database, shop, { ids: [id(1)] }, PAUSE, now)).toMatchObject({ changed: 1 });
  expect(await pausedIn(shop)).toEqual([id(1)]);
});

test("a form says whom and what; nonsense is nobody and nothing", () => {
  const form = (fields: Record<string, string>) => new URLSearchParams(fields);
  expect(readChosen(form({ ids: `${id(1)},nonsense,${id(1)}` }))).toEqual({ ids: [id(1)] });
  expect(readChosen(form({ matching: "?status=paused" }))).toEqual({
    matching: { ...OPENING, status: "paused" },
  });
  expect(readChosen(form({}))).toEqual({ ids: [] });
  expect(readWanted(form({ kind: "move", program: program(1) }))).toEqual({
    kind: "move",
    programId: program(1),
  });
  expect(readWanted(form({ kind: "move", program: "" }))).toEqual({ kind: "move", programId: null });
  for (const fields of [{ kind: "move", program: "pg_1" }, { kind: "erase" }, {}])
    expect(readWanted(form(fields as Record<string, string>))).toBeNull();
});
