import { expect, test } from "vitest";
import { inShop, openDatabase, readShop } from "#app/db.server.ts";
import { layCable } from "#test/support/cable.ts";
import { freshDb, installShop } from "#test/support/database.ts";

const direct = await freshDb(2);
const shop = await installShop(direct);
const SIZE = 2;

/** Waits until four connections are in the middle of something begun since then: PostgreSQL sleeps on for those cut off before. */
async function underWay(since: Date) {
  const sql = `SELECT count(*)::int AS busy FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'tributary_app' AND query_start > $1
    AND (state = 'active' AND query LIKE '%pg_sleep%' OR state = 'idle in transaction' AND query = 'SELECT 1')`;
  while ((await direct.owner.query(sql, [since])).rows[0].busy < 4)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

test("connections that break under reads and writes, more often than the pool has places, leave it whole", async () => {
  const cable = await layCable(direct.url);
  const database = openDatabase(cable.url, SIZE);
  for (let round = 0; round < 2 * SIZE; round++) {
    const broken = Promise.withResolvers<void>();
    const begun = new Date();
    const read = () => readShop(database, shop.id, (prisma) => [prisma.$queryRaw`SELECT pg_sleep(10)`]);
    const write = () => inShop(database, shop.id, (tx) => tx.query("SELECT pg_sleep(10)"));
    const idleInside = () =>
      inShop(database, shop.id, async (tx) => {
        await tx.query("SELECT 1");
        await broken.promise;
        await tx.query("SELECT 1");
      });
    const under = [read(), read(), write(), idleInside()].map((each) =>
      each.then(
        () => "done",
        () => "cut",
      ),
    );
    await underWay(begun);
    cable.cut();
    setTimeout(broken.resolve, 100);
    expect(await Promise.all(under)).toEqual(["cut", "cut", "cut", "cut"]);
  }
  const [creators] = await readShop(database, shop.id, (prisma) => [prisma.creator.count()]);
  expect(creators).toBe(0);
  expect((await inShop(database, shop.id, (tx) => tx.query("SELECT 1 AS one"))).rows).toEqual([{ one: 1 }]);
  await database.close();
  cable.close();
});
