import { randomBytes } from "node:crypto";
import { lockAppliableCode } from "#app/creators/applied-codes.server.ts";
import { lockCreator } from "#app/creators/creators.server.ts";
import {
  type LandingRefusal,
  LONGEST_TITLE,
  parseLanding,
  parseSlug,
  type SlugRefusal,
  slugOf,
  stemOf,
} from "#app/creators/link.ts";
import { addLink, changeLink, endLink, type LinkChange, listSlugs } from "#app/creators/links.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { type CreatorId, type LinkId, newId, type ShopId } from "#app/kernel/id.ts";

/** The shop a link leads into: its id, and the hosts whose addresses are its own. */
type Shop = { readonly id: ShopId; readonly domain: string; readonly primaryHost: string | null };

/** A link's form, as typed. `code` is empty where none is to be applied. */
export type LinkForm = { readonly title: string; readonly landing: string; readonly code: string };
export type NewLinkForm = LinkForm & { readonly slug: string };

/** What is wrong with a link's form, field by field; `host` is the other host that the page is on. */
export type LinkRefusal = {
  readonly because: {
    readonly title?: "too-long";
    readonly landing?: LandingRefusal["because"];
    readonly slug?: SlugRefusal["because"] | "taken";
    readonly code?: "not-theirs";
  };
  readonly host?: string;
};

/**
 * Gives a new creator their first link, inside the caller's transaction: to the shop's home, called by their name, applying
 * `code` if it is not null, in use from `liveFrom` on. Where the name's slug is taken, a number behind it sets it apart.
 */
export async function giveFirstLink(
  tx: Tx,
  shopId: ShopId,
  creatorId: CreatorId,
  name: string,
  code: string | null,
  liveFrom: Date,
): Promise<{ id: LinkId; slug: string }> {
  const id = newId("link", randomBytes(20));
  const taken = new Set<string>();
  for (;;) {
    const slug = slugOf(name, taken);
    if (await addLink(tx, shopId, { id, creatorId, slug, title: "", path: "/", code }, liveFrom))
      return { id, slug };
    taken.add(slug);
    for (const each of await listTaken(tx, shopId, name)) taken.add(each);
  }
}

/** The slug to propose for another link of a creator of this name. */
export function proposeSlug(database: Database, shopId: ShopId, name: string): Promise<string> {
  return inShop(database, shopId, async (tx) => slugOf(name, await listTaken(tx, shopId, name)));
}

/** A number behind a long name takes some of its letters. */
const listTaken = (tx: Tx, shopId: ShopId, name: string) =>
  listSlugs(tx, shopId, stemOf(name).slice(0, 50).replace(/-+$/, ""));

/** Makes a creator a link; null when the shop has no such creator. */
export async function makeLink(
  database: Database,
  shop: Shop,
  creatorId: CreatorId,
  form: NewLinkForm,
  now: Date,
): Promise<{ id: LinkId } | LinkRefusal | null> {
  const slug = parseSlug(form.slug);
  const change = readLink(form, shop);
  if ("because" in slug || "because" in change) {
    const wrong = "because" in change ? change : { because: {} };
    return { ...wrong, because: { ...wrong.because, ...("because" in slug && { slug: slug.because }) } };
  }
  const id = newId("link", randomBytes(20));
  return inShop(database, shop.id, async (tx) => {
    if (!(await lockCreator(tx, shop.id, creatorId))) return null;
    if (!(await isAppliable(tx, shop.id, creatorId, change.code))) return NOT_THEIRS;
    const isAdded = await addLink(tx, shop.id, { id, creatorId, ...slug, ...change }, now);
    return isAdded ? { id } : { because: { slug: "taken" } };
  });
}

/** Changes where a link leads, what it applies and what it is called; null when the creator has no such link. */
export async function editLink(
  database: Database,
  shop: Shop,
  creatorId: CreatorId,
  id: LinkId,
  form: LinkForm,
): Promise<{ id: LinkId } | LinkRefusal | null> {
  const change = readLink(form, shop);
  if ("because" in change) return change;
  return inShop(database, shop.id, async (tx) => {
    if (!(await lockCreator(tx, shop.id, creatorId))) return null;
    if (!(await isAppliable(tx, shop.id, creatorId, change.code))) return NOT_THEIRS;
    return (await changeLink(tx, shop.id, creatorId, id, change)) ? { id } : null;
  });
}

/** Ends a link, so that it leads to the shop's home and credits nobody from now on, or lets it lead on again (`isEnded` false). */
export async function stopLink(
  database: Database,
  shopId: ShopId,
  creatorId: CreatorId,
  id: LinkId,
  isEnded: boolean,
  now: Date,
): Promise<{ id: LinkId } | null> {
  const isTheirs = await inShop(database, shopId, (tx) =>
    endLink(tx, shopId, creatorId, id, isEnded ? now : null),
  );
  return isTheirs ? { id } : null;
}

const NOT_THEIRS: LinkRefusal = { because: { code: "not-theirs" } };

function readLink(form: LinkForm, { domain, primaryHost }: Shop): LinkChange | LinkRefusal {
  const title = form.title
    .toWellFormed()
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  const landing = parseLanding(form.landing, [primaryHost ?? domain, domain]);
  const isLong = [...title].length > LONGEST_TITLE;
  if ("because" in landing || isLong) {
    return {
      because: {
        ...(isLong && { title: "too-long" as const }),
        ...("because" in landing && { landing: landing.because }),
      },
      ...("because" in landing && landing.host !== undefined && { host: landing.host }),
    };
  }
  return { title, path: landing.path, code: form.code === "" ? null : form.code };
}

async function isAppliable(tx: Tx, shopId: ShopId, creatorId: CreatorId, code: string | null) {
  return code === null || lockAppliableCode(tx, shopId, creatorId, code);
}
