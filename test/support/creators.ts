import type { CodeKey } from "#app/creators/code.ts";
import { codeKey } from "#app/creators/code.ts";
import { giveCode } from "#app/creators/codes.server.ts";
import { saveCreator } from "#app/creators/creators.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { CodeId, CreatorId, CustomerId, ShopId } from "#app/kernel/id.ts";
import { installShop } from "#test/support/database.ts";
import { ADA, at, customerId, GRACE, makeParticulars } from "#test/support/make.ts";

/** Puts a creator with a 10 % code into a shop, straight into the tables. */
export async function seedCreator(
  database: Database,
  shopId: ShopId,
  id: CreatorId,
  code: string,
  {
    name = "Ada Lovelace",
    heldFrom = at("2026-01-01"),
    mailboxHash = null,
    customerId = null,
  }: { name?: string; heldFrom?: Date; mailboxHash?: string | null; customerId?: CustomerId | null } = {},
): Promise<void> {
  const key: CodeKey = codeKey(code);
  await inShop(database, shopId, async (tx) => {
    await saveCreator(tx, shopId, id, makeParticulars({ name, customerId }), mailboxHash, heldFrom);
    const value = { kind: "percent", basisPoints: 1000 } as const;
    const given = await giveCode(
      tx,
      shopId,
      { id: `co_${id.slice(3)}` as CodeId, creatorId: id, code, key, value, heldFrom },
      heldFrom,
    );
    if (given) throw new Error(`${code} is held by ${given.heldBy}`);
  });
}

/** Installs a shop with two creators: Ada Lovelace holds ADA10 and is customer 900, Grace Hopper holds GRACE5. */
export async function shopOfAdaAndGrace(database: Database, domain: string): Promise<ShopId> {
  const { id } = await installShop(database, domain);
  await seedCreator(database, id, ADA, "ADA10", { customerId: customerId(900) });
  await seedCreator(database, id, GRACE, "GRACE5", { name: "Grace Hopper" });
  return id;
}
