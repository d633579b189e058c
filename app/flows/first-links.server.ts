import { randomBytes } from "node:crypto";
import { LONGEST_SLUG, stemOf } from "#app/creators/link.ts";
import { listSlugs } from "#app/creators/links.server.ts";
import type { Tx } from "#app/db.server.ts";
import type { ImportRun } from "#app/imports/runs.server.ts";
import { addLinks, listLinkless, type PlainLink } from "#app/imports/writes.server.ts";
import { newId, type ShopId } from "#app/kernel/id.ts";

/** So many rows go into one statement. */
const CHUNK = 1_000;

/**
 * Gives those whom an import brought without a link their first one, to the shop's home and called by their name, as everybody
 * gets who is added by hand. At the end of the file, so that no row's own link is taken by a name above it.
 */
export async function giveFirstLinks(tx: Tx, shopId: ShopId, run: ImportRun): Promise<void> {
  if (run.kind !== "creators") return;
  const people = await listLinkless(tx, shopId, run.id);
  if (people.length === 0) return;
  const propose = proposals(await listSlugs(tx, shopId, ""));
  const links = people.map(
    ({ id: creatorId, name, since }): PlainLink => ({
      ...{ id: newId("link", randomBytes(20)), creatorId, slug: propose(name), path: "/" },
      createdAt: since ?? run.createdAt,
    }),
  );
  for (let from = 0; from < links.length; from += CHUNK)
    await addLinks(tx, shopId, links.slice(from, from + CHUNK));
}

/** Proposes one slug after another that nobody has; of many people of one name it remembers where the numbers stand. */
function proposals(taken: Set<string>): (name: string) => string {
  const numbers = new Map<string, number>();
  return (name) => {
    const stem = stemOf(name);
    let number = numbers.get(stem) ?? 1;
    let slug = numbered(stem, number);
    while (taken.has(slug)) slug = numbered(stem, ++number);
    numbers.set(stem, number);
    taken.add(slug);
    return slug;
  };
}

function numbered(stem: string, number: number): string {
  if (number === 1) return stem;
  return `${stem.slice(0, LONGEST_SLUG - 1 - String(number).length).replace(/-+$/, "")}-${number}`;
}
