import { expect, test } from "vitest";
import { inShop, inSystem, readShop, withinShop } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { freshDb, installShop } from "#test/support/database.ts";

const database = await freshDb(3);
const ours = await installShop(database, "ours.myshopify.com");
const theirs = await installShop(database, "theirs.myshopify.com");

const addCreator = (shopId: ShopId, id: string, owner: ShopId = shopId) =>
  inShop(database, shopId, (tx) =>
    tx.query(
      "INSERT INTO creator (shop_id, id, name, created_at, updated_at) VALUES ($1, $2, 'Ada', $3, $3)",
      [owner, id, new Date(0)],
    ),
  );

test("a shop's transaction and reads see that shop's rows and no other's", async () => {
  await addCreator(ours.id, "cr_1");
  await addCreator(theirs.id, "cr_2");
  const [creators] = await readShop(database, ours.id, (prisma) => [prisma.creator.findMany()]);
  expect(creators.map((creator) => creator.id)).toEqual(["cr_1"]);
  const seen = await inShop(database, theirs.id, (tx) => tx.query("SELECT id FROM creator"));
  expect(seen.rows).toEqual([{ id: "cr_2" }]);
});

test("writing another shop's row is refused, and so is pointing at one", async () => {
  await expect(addCreator(ours.id, "cr_3", theirs.id)).rejects.toThrow(/row-level security/);
  const pause = inShop(database, ours.id, (tx) =>
    tx.query("INSERT INTO creator_pause (shop_id, creator_id, from_at) VALUES ($1, 'cr_2', $2)", [
      ours.id,
      new Date(0),
    ]),
  );
  await expect(pause).rejects.toThrow(/foreign key/);
});

test.each(["creator", "orders", "figures"])(
  "without a shop %s raises instead of looking empty",
  async (table) => {
    await expect(database.app.query(`SELECT * FROM ${table}`)).rejects.toThrow(/app.shop_id is not set/);
  },
);

test("the app's role cannot read the queues, the sessions or the shops; the system's role cannot read facts", async () => {
  for (const table of ["inbox", "session", "shop", "outbox"]) {
    await expect(inShop(database, ours.id, (tx) => tx.query(`SELECT * FROM ${table}`))).rejects.toThrow(
      /permission denied/,
    );
  }
  await expect(inSystem(database, (tx) => tx.query("SELECT * FROM creator"))).rejects.toThrow(
    /permission denied|not set/,
  );
});

test("a system transaction that turns to a shop's rows turns back, also for the next one", async () => {
  const role = async (tx: { query: typeof database.app.query }) =>
    (await tx.query("SELECT current_user AS role")).rows[0].role;
  const roles = await inSystem(database, async (tx) => {
    const before = await role(tx as never);
    const inside = await withinShop(tx, ours.id, () => role(tx as never));
    return [before, inside, await role(tx as never)];
  });
  expect(roles).toEqual(["tributary_system", "tributary_app", "tributary_system"]);
  await expect(
    inSystem(database, (tx) => withinShop(tx, ours.id, () => Promise.reject(new Error("no")))),
  ).rejects.toThrow("no");
  expect(await inSystem(database, (tx) => role(tx as never))).toBe("tributary_system");
});

test("twenty commits that fail leave no connection behind: a page still loads", async () => {
  for (let round = 0; round < 20; round++) {
    const failing = inShop(database, ours.id, async (tx) => {
      await tx.query("CREATE TEMP TABLE IF NOT EXISTS late (id int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
      await tx.query("INSERT INTO late VALUES (1), (1)");
    });
    await expect(failing).rejects.toThrow(/duplicate key/);
  }
  const [count] = await readShop(database, ours.id, (prisma) => [prisma.creator.count()]);
  expect(count).toBe(1);
});

test("two transactions that lock each other out are both carried out in the end", async () => {
  let met = 0;
  const both = Promise.withResolvers<void>();
  const work = (first: number, second: number) => {
    let isFirstTry = true;
    return inShop(database, ours.id, async (tx) => {
      await tx.query("SELECT pg_advisory_xact_lock($1)", [first]);
      if (isFirstTry && ++met === 2) both.resolve();
      if (isFirstTry) await both.promise;
      isFirstTry = false;
      await tx.query("SELECT pg_advisory_xact_lock($1)", [second]);
      return first;
    });
  };
  expect(await Promise.all([work(1, 2), work(2, 1)])).toEqual([1, 2]);
});

test("a connection that PostgreSQL ends while it is idle is replaced, and the process lives on", async () => {
  const ask = () => inShop(database, ours.id, (tx) => tx.query("SELECT pg_backend_pid() AS pid"));
  const [before] = (await ask()).rows;
  await database.owner.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'tributary%' AND datname = current_database()",
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  const [after] = (await ask()).rows;
  expect(after.pid).not.toBe(before.pid);
});
