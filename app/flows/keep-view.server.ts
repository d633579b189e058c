import { randomBytes } from "node:crypto";
import { formatCreatorsQuery, readCreatorsQuery } from "#app/attribution/creators-query.ts";
import {
  findView,
  parseViewName,
  removeView,
  saveView,
  type ViewRefusal,
} from "#app/creators/views.server.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { newId, parseId, type ShopId, type ViewId } from "#app/kernel/id.ts";

/** The page whose views these are. */
export const CREATORS_PAGE = "creators";

/** Keeps the table as it stands under a name of the merchant's. `query` is an address's search; its page is left out. */
export async function keepView(
  database: Database,
  shopId: ShopId,
  name: string,
  query: string,
  now: Date,
): Promise<{ id: ViewId } | ViewRefusal> {
  const parsed = parseViewName(name);
  if ("because" in parsed) return parsed;
  const id = newId("view", randomBytes(20));
  const view = { id, name: parsed.name, query: normal(query) };
  const refusal = await inShop(database, shopId, (tx) => saveView(tx, shopId, CREATORS_PAGE, view, now));
  return refusal ?? { id };
}

/** Gives a view another name, or another query; what is null stays. */
export async function changeView(
  database: Database,
  shopId: ShopId,
  viewId: string,
  { name, query }: { readonly name: string | null; readonly query: string | null },
  now: Date,
): Promise<{ id: ViewId } | ViewRefusal> {
  const id = parseId("view", viewId);
  const parsed = name === null ? null : parseViewName(name);
  if (parsed && "because" in parsed) return parsed;
  return inShop(database, shopId, async (tx) => {
    const view = id && (await findView(tx, shopId, id));
    if (!view) return { because: { name: "gone" } };
    const changed = {
      id,
      name: parsed?.name ?? view.name,
      query: query === null ? view.query : normal(query),
    };
    return (await saveView(tx, shopId, CREATORS_PAGE, changed, now)) ?? { id };
  });
}

/** Drops a view; one that is gone already stays gone. Null when the id is none. */
export async function dropView(
  database: Database,
  shopId: ShopId,
  viewId: string,
): Promise<{ id: ViewId } | null> {
  const id = parseId("view", viewId);
  if (!id) return null;
  await inShop(database, shopId, (tx) => removeView(tx, shopId, id));
  return { id };
}

const normal = (query: string) =>
  formatCreatorsQuery({ ...readCreatorsQuery(new URLSearchParams(query)), page: 1 });
