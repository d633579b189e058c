import { addLink, type NewLink } from "#app/creators/links.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { ShopId, VisitId } from "#app/kernel/id.ts";
import { shopOfAdaAndGrace } from "#test/support/creators.ts";
import type { TestDatabase } from "#test/support/database.ts";
import { ADA, at, GRACE, linkId } from "#test/support/make.ts";

/** `visitId("first")` -> `vi_` and 20 letters, readable in a failing test. */
export const visitId = (name: string | number): VisitId => `vi_${String(name).padStart(20, "0")}` as VisitId;

/** Puts a link into a shop, straight into the table: Ada's, to the home, unless told otherwise. The slug makes its id. */
export async function seedLink(
  database: Database,
  shopId: ShopId,
  { slug = "ada", creatorId = ADA, path = "/", title = "", code = null }: Partial<Omit<NewLink, "id">> = {},
): Promise<NewLink> {
  const link = { id: linkId(slug), creatorId, slug, path, title, code };
  const isAdded = await inShop(database, shopId, (tx) => addLink(tx, shopId, link, at("2026-01-02")));
  if (!isAdded) throw new Error(`${slug} is taken`);
  return link;
}

/** Shops whose creators have links, "ada" and "grace", made at the year's beginning; `clicks` are visits we issued. */
export function shopsWithClicks(database: TestDatabase) {
  let number = 0;
  return async (clicks: readonly (readonly [id: string, slug: "ada" | "grace", instant: string])[]) => {
    const domain = `links-${++number}.myshopify.com`;
    const id = await shopOfAdaAndGrace(database, domain);
    await inShop(database, id, async (tx) => {
      for (const [slug, creator] of [
        ["ada", ADA],
        ["grace", GRACE],
      ] as const)
        await tx.query(
          "INSERT INTO link (shop_id, id, creator_id, slug, path, title, created_at) VALUES ($1, $2, $3, $4, '/', 'Home', $5)",
          [id, linkId(slug), creator, slug, at("2026-01-01")],
        );
      for (const [visit, slug, instant] of clicks)
        await tx.query(
          "INSERT INTO visit (shop_id, id, link_id, creator_id, at, via) VALUES ($1, $2, $3, $4, $5, 'go')",
          [id, visit, linkId(slug), slug === "ada" ? ADA : GRACE, at(instant)],
        );
    });
    return { id, domain };
  };
}
