import { addLink, type NewLink } from "#app/creators/links.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import type { ShopId, VisitId } from "#app/kernel/id.ts";
import { ADA, at, linkId } from "#test/support/make.ts";

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
