import { expect, test } from "vitest";
import { inShop, openDatabase, readShop } from "#app/db.server.ts";
import { layCable } from "#test/support/cable.ts";
import { freshDb, installShop } from "#test/support/database.ts";

const direct = await freshDb(2);
const shop = await installShop(direct);
const SIZE = 2;
const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("connections that break under reads and writes, more often than the pool has places, leave it whole", async () => {
  const cable = await layCable(direct.url);
  const database = openDatabase(cable.url, SIZE);
  const read = () => readShop(database, shop.id, (prisma) => [prisma.$queryRaw`SELECT pg_sleep(0.5)`]);
  const write = () => inShop(database, shop.id, (tx) => tx.query("SELECT pg_sleep(0.5)"));
  const idleInside = () =>
    inShop(database, shop.id, async (tx) => {
      await soon(500);
      await tx.query("SELECT 1");
    });
  for (let round = 0; round < 2 * SIZE; round++) {
    const under = [read(), read(), write(), idleInside()].map((each) =>
      each.then(
        () => "done",
        () => "cut",
      ),
    );
    await soon(200);
    cable.cut();
    expect(await Promise.all(under)).toEqual(["cut", "cut", "cut", "cut"]);
  }
  const [creators] = await readShop(database, shop.id, (prisma) => [prisma.creator.count()]);
  expect(creators).toBe(0);
  expect((await inShop(database, shop.id, (tx) => tx.query("SELECT 1 AS one"))).rows).toEqual([{ one: 1 }]);
  await database.close();
  cable.close();
});
