import { expect, test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { countFinds, findRuns, findSubscriptionCheck, listFinds } from "#app/orders/reconciled.server.ts";
import { freshDb, installShop } from "#test/support/database.ts";

const database = await freshDb();
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
const now = new Date("2026-03-01T12:03:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

type Run = { id: string; kind?: string; from?: Date | null; start: Date; end?: Date | null; found?: number };
const addRun = ({ id, kind = "recent", from = ago(9000), start, end = start, found = 0 }: Run, at = shop) =>
  inShop(database, at.id, (tx) =>
    tx.query(
      `INSERT INTO reconcile_run (shop_id, id, kind, from_at, to_at, started_at, finished_at, listed, found, fetched)
       VALUES ($1, $2, $3, $4, $5, $5, $6, 214, $7, $7)`,
      [at.id, id, kind, from, start, end, found],
    ),
  );
const addFind = (runId: string, order: number, what: string, foundAt: Date, at = shop) =>
  inShop(database, at.id, (tx) =>
    tx.query(
      "INSERT INTO reconcile_find (shop_id, run_id, order_id, name, what, updated_at, found_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [at.id, runId, `gid://shopify/Order/${order}`, `#${order}`, what, ago(100), foundAt],
    ),
  );

test("before anything was compared nothing is told", async () => {
  expect(await findRuns(database, shop.id)).toEqual({ last: null, lastSweep: null, open: null });
  expect(await listFinds(database, shop.id, 5)).toEqual([]);
  expect(await findSubscriptionCheck(database, shop.id)).toBeNull();
});

test("the last comparison, the last sweep and the open one are told apart, each shop's own", async () => {
  await addRun({ id: "first", from: null, start: ago(1500), found: 3 });
  await addRun({ id: "older", start: ago(30) });
  await addRun({ id: "last", start: ago(15), found: 1 });
  await addRun({ id: "sweep", kind: "sweep", start: ago(600) });
  await addRun({ id: "open", start: ago(1), end: null });
  await addRun({ id: "theirs", start: ago(0) }, other);
  const { last, lastSweep, open } = await findRuns(database, shop.id);
  expect(last).toEqual({
    ...{ kind: "recent", isFirst: false, startedAt: ago(15), finishedAt: ago(15) },
    ...{ listed: 214, found: 1, fetched: 1 },
  });
  expect(lastSweep).toMatchObject({ kind: "sweep", startedAt: ago(600) });
  expect(open).toMatchObject({ startedAt: ago(1), finishedAt: null });
});

test("finds are listed newest first; what the first comparison found was not missed by webhooks", async () => {
  await addFind("first", 1, "missing", ago(1499));
  await addFind("last", 2, "missing", ago(14));
  await addFind("last", 3, "behind", ago(13));
  await addFind("last", 4, "unreadable", ago(12));
  await addFind("older", 4, "unreadable", ago(29));
  await addFind("theirs", 9, "missing", ago(0), other);
  const finds = await listFinds(database, shop.id, 3);
  expect(finds.map(({ name, what }) => [name, what])).toEqual([
    ["#4", "unreadable"],
    ["#3", "behind"],
    ["#2", "missing"],
  ]);
  expect(await countFinds(database, shop.id, ago(1440))).toEqual({ missed: 2, unreadable: 1 });
  expect(await countFinds(database, shop.id, ago(10_000))).toEqual({ missed: 2, unreadable: 1 });
  expect(await countFinds(database, shop.id, ago(5))).toEqual({ missed: 0, unreadable: 0 });
});
