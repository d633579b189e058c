import { expect, test } from "vitest";
import { inShop, openDatabase, readShop } from "#app/db.server.ts";
import { startWeb } from "#test/crash/web.ts";
import { layCable } from "#test/support/cable.ts";
import { freshDb, installShop, rowsOf } from "#test/support/database.ts";
import { body } from "#test/support/payloads.ts";

const direct = await freshDb(2);
const shop = await installShop(direct);
const SIZE = 2;
const SILENCE_MS = 1_500;

test("a network that swallows everything is noticed under reads and writes, and leaves the pools whole", async () => {
  const cable = await layCable(direct.url);
  const database = openDatabase(cable.url, SIZE, SILENCE_MS);
  const read = () => readShop(database, shop.id, (prisma) => [prisma.creator.count()]);
  const write = () => inShop(database, shop.id, (tx) => tx.query("SELECT 1 AS one"));
  const system = () => database.system.query("SELECT 1");
  for (let round = 0; round < 2 * SIZE; round++) {
    await Promise.all([read(), read(), write(), write(), system()]);
    cable.freeze();
    const begun = Date.now();
    const under = [read(), read(), write(), write(), system()].map((each) =>
      each.then(
        () => "done",
        () => "noticed",
      ),
    );
    expect(await Promise.all(under)).toEqual(Array(5).fill("noticed"));
    expect(Date.now() - begun).toBeLessThan(4 * SILENCE_MS);
    cable.thaw();
  }
  expect(await read()).toEqual([0]);
  expect((await write()).rows).toEqual([{ one: 1 }]);
  await database.close();
  cable.close();
});

test("while the database is out of reach webhooks are refused in time, and afterwards the same process stores them", async () => {
  const cable = await layCable(direct.url);
  const web = await startWeb(cable.url);
  const order = (id: number) => body({ id });
  expect(await web.send("before", order(1))).toBe(200);
  cable.freeze();
  const ids = Array.from({ length: 30 }, (_, index) => `during ${index}`);
  expect(await Promise.all(ids.map((id, index) => web.send(id, order(2 + index))))).toEqual(
    Array(30).fill(500),
  );
  cable.thaw();
  for (const [index, id] of ids.entries()) expect(await web.send(id, order(2 + index))).toBe(200);
  expect(web.process.exitCode).toBeNull();
  const stored = (await rowsOf(direct, "inbox")).map((row) => row.webhook_id);
  expect(stored.sort()).toEqual(["before", ...ids].sort());
  cable.close();
}, 120_000);
