import { NO_CONDITIONS } from "#app/creators/conditions.ts";
import { inShop } from "#app/db.server.ts";
import { addCodes, type BatchForm } from "#app/flows/add-codes.server.ts";
import { bulkCodes } from "#app/flows/bulk-codes.server.ts";
import type { BatchId, CreatorId } from "#app/kernel/id.ts";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import type { Shop } from "#app/shopify/shops.server.ts";
import { rowsOf, type TestDatabase } from "#test/support/database.ts";
import { at, creatorId } from "#test/support/make.ts";

/** The instant at which tests add codes. */
export const NOW = at("2026-03-10T12:00:00Z");

/** The form that gives every creator 10 % off, as a merchant would fill it in. */
export const batchForm = (fields: Partial<BatchForm> = {}): BatchForm => ({
  ...{ batchId: "", who: "all", programId: "", creatorIds: [], template: "{FIRST}{VALUE}" },
  ...{ title: "Spring", kind: "percent", value: "10", conditions: NO_CONDITIONS },
  ...fields,
});

/** Puts so many creators into a shop: "Person0001 Test" and so on. */
export async function seedPeople(
  database: TestDatabase,
  shopId: Shop["id"],
  count: number,
  name = (n: number) => `Person${String(n).padStart(4, "0")} Test`,
): Promise<CreatorId[]> {
  const people = Array.from({ length: count }, (_, n) => ({
    id: creatorId(`p${n + 1}x`),
    name: name(n + 1),
  }));
  await inShop(database, shopId, (tx) =>
    tx.query(
      `INSERT INTO creator (shop_id, id, name, created_at, updated_at)
       SELECT $1, u.id, u.name, $4, $4 FROM unnest($2::text[], $3::text[]) AS u (id, name)`,
      [shopId, people.map(({ id }) => id), people.map((each) => each.name), at("2026-01-01")],
    ),
  );
  return people.map(({ id }) => id);
}

/** Adds codes as the form says. Throws when it is refused. */
export async function addBatch(
  database: TestDatabase,
  shop: Shop,
  fields: Partial<BatchForm> = {},
): Promise<BatchId> {
  const added = await addCodes(database, shop, batchForm(fields), NOW);
  if ("because" in added) throw new Error(`refused: ${JSON.stringify(added)}`);
  return added.id;
}

/** Runs the job of a batch to its end, as a worker would; what throws is tried again, at most so often. */
export async function finishBatch(
  database: TestDatabase,
  shop: Shop,
  graphql: AdminGraphql,
  batchId: BatchId,
  patience = 0,
): Promise<number> {
  let failures = 0;
  for (let run = 1; ; run++) {
    if (run > 500) throw new Error("The batch does not come to its end.");
    try {
      const outcome = await bulkCodes({ database, shop, graphql, clock: () => NOW }, batchId);
      if (outcome.state === "done") return failures;
    } catch (error) {
      if (++failures > patience) throw error;
    }
  }
}

/** How many codes of a shop stand in each state. */
export async function statesOf(database: TestDatabase, shop: Shop): Promise<Record<string, number>> {
  const states: Record<string, number> = {};
  for (const { state } of await rowsOf(database, "code", shop.id))
    states[String(state)] = (states[String(state)] ?? 0) + 1;
  return states;
}
