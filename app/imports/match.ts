import type { Problem } from "#app/imports/import.ts";
import type { CreatorRow } from "#app/imports/row.ts";
import { isSameTrait, type Known, type Told, type Trait, traitKey } from "#app/imports/told.ts";
import type { CreatorId } from "#app/kernel/id.ts";

/** What the shop has and the file told so far: what a row is decided by. `now` tells who holds a code. */
export type Seen = { readonly known: Known; readonly told: Told; readonly now: Date };

/**
 * Finds whom a row is about: by e-mail; else by Shopify customer; else by a code they hold; a row that has neither e-mail nor
 * customer also by handle; and only one that has nothing else by its very name. Null: somebody new. A problem where more
 * than one fits.
 */
export function findMatch(row: CreatorRow, seen: Seen): CreatorId | null | Problem {
  const { said, codes } = row;
  const byEmail = having("email", said.email, seen);
  const byCustomer = having("customerId", said.customerId, seen);
  const holders = [...new Set(codes.flatMap(({ key }) => holderOf(key, seen) ?? []))];
  if (byEmail.length > 0) {
    const [one] = narrowed(byEmail, row, seen, [...byCustomer, ...holders]);
    if (one === undefined) return { because: "manyByEmail", column: "email", value: said.email ?? "" };
    if (byCustomer.length > 0 && !byCustomer.includes(one))
      return {
        because: "customerOfOther",
        column: "customer",
        value: said.email ?? "",
        other: nameOf(byCustomer[0], seen),
      };
    return one;
  }
  if (byCustomer.length > 0) {
    const [one] = narrowed(byCustomer, row, seen, holders);
    return one ?? { because: "manyByCustomer", column: "customer", value: said.customerId ?? "" };
  }
  if (holders.length > 1)
    return {
      because: "codesOfMany",
      column: "code",
      value: holders.map((id) => nameOf(id, seen)).join(", "),
    };
  const [holder] = holders;
  if (holder !== undefined) return isMeant(holder, row, seen) ? holder : heldBy(holder, row, seen);
  return said.email !== undefined || said.customerId !== undefined ? null : byWords(row, seen);
}

/** Whether the holder of a row's code is whom the row is about: not where it names another e-mail, nor both a name and an e-mail that the holder does not have. */
function isMeant(holder: CreatorId, { said }: CreatorRow, seen: Seen): boolean {
  if (said.email === undefined) return true;
  const email = emailOf(holder, seen);
  if (email !== null) return isSameTrait("email", email, said.email);
  return said.name === undefined || said.name === nameOf(holder, seen);
}

function heldBy(holder: CreatorId, { codes }: CreatorRow, seen: Seen): Problem {
  const held = codes.find(({ key }) => holderOf(key, seen) === holder);
  const line = held && seen.told.codes.get(held.key)?.line;
  const problem = { column: "code", value: held?.code ?? "", other: nameOf(holder, seen) } as const;
  return line === undefined
    ? { ...problem, because: "codeHeld" }
    : { ...problem, because: "codeInFile", line };
}

/** Who holds a code now, by the file or by the shop. */
export function holderOf(
  key: CreatorRow["codes"][number]["key"],
  { known, told, now }: Seen,
): CreatorId | null {
  const held = known.codes.get(key)?.find(({ heldTo }) => heldTo === null || heldTo > now);
  return held?.creatorId ?? told.codes.get(key)?.creatorId ?? null;
}

/** What a creator is called, by the file or by the shop. */
export function nameOf(id: CreatorId | undefined, { known, told }: Seen): string {
  if (id === undefined) return "";
  return (
    told.creators.get(id)?.said.get("name")?.value ??
    known.creators.get(id)?.name ??
    emailOf(id, { known, told }) ??
    ""
  );
}

function emailOf(id: CreatorId, { known, told }: Pick<Seen, "known" | "told">): string | null {
  return told.creators.get(id)?.said.get("email")?.value ?? known.creators.get(id)?.email ?? null;
}

function byWords(row: CreatorRow, seen: Seen): CreatorId | null | Problem {
  const { handle, name } = row.said;
  // Two people of one name, each with a code of their own, are two people.
  if (handle === undefined && row.codes.length > 0) return null;
  const trait = handle === undefined ? "name" : "handle";
  const found = having(trait, handle ?? name, seen);
  if (found.length === 0) return null;
  // Namesakes of whom more is known were told apart from this row when they came in.
  const plain = found.filter((id) => isPlain(id, trait, seen));
  const [one] = plain.length === 1 ? plain : narrowed(found, row, seen, []);
  return one ?? { because: "manyByName", column: trait, value: handle ?? name ?? "" };
}

/** Whether nothing is known of a creator by which they could be told from a namesake, beside the trait itself. */
function isPlain(id: CreatorId, trait: "name" | "handle", { known, told }: Seen): boolean {
  const kept = known.creators.get(id);
  const said = told.creators.get(id);
  const has = (each: "email" | "customerId" | "handle") => Boolean(kept?.[each] ?? said?.said.get(each));
  if (kept?.hasCode || said?.hasCode || has("email") || has("customerId")) return false;
  return trait === "handle" || !has("handle");
}

/** Creators with a trait: those the shop has and the file did not give another, and those the file gave it. */
export function having(trait: Trait, text: string | undefined, { known, told }: Seen): CreatorId[] {
  if (text === undefined) return [];
  const key = traitKey(trait, text);
  const ids = new Set(told.by[trait].get(key) ?? []);
  for (const { id, [trait]: has } of known.creators.values())
    if (has !== null && traitKey(trait, has) === key) ids.add(id);
  return [...ids];
}

/** The one who is meant among several: who also holds the row's code, or is its customer; else the only one of its name. Empty: nobody can tell. */
function narrowed(
  ids: readonly CreatorId[],
  row: CreatorRow,
  seen: Seen,
  others: readonly CreatorId[],
): CreatorId[] {
  if (ids.length === 1) return [...ids];
  const also = [...new Set(ids.filter((id) => others.includes(id)))];
  if (also.length === 1) return also;
  const named = ids.filter((id) => nameOf(id, seen) === row.said.name);
  return named.length === 1 ? named : [];
}
