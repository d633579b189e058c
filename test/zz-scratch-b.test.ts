import { test } from "vitest";
import { inShop } from "#app/db.server.ts";
import { freshDb, installShop } from "#test/support/database.ts";
const database = await freshDb(3);
const shop = await installShop(database);
test("killed while checked out", async () => {
  const seen: string[] = [];
  const on = (e: Error) => seen.push(e.message);
  process.on("uncaughtException", on);
  const r = await inShop(database, shop.id, async (tx) => {
    const { rows: [row] } = await tx.query("SELECT pg_backend_pid() AS pid");
    await database.owner.query("SELECT pg_terminate_backend($1)", [row.pid]);
    await new Promise((r) => setTimeout(r, 500));
    return tx.query("SELECT 1");
  }).catch((e) => e.message);
  await new Promise((r) => setTimeout(r, 300));
  console.log("KILLED", r, "uncaught:", seen);
});
