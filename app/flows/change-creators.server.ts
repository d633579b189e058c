import { randomBytes } from "node:crypto";
import { type CreatorsFilter, readCreatorIds, readCreatorsQuery } from "#app/attribution/creators-query.ts";
import { listKnown, listMatching } from "#app/attribution/creators-table.server.ts";
import { findPulse } from "#app/attribution/explained.server.ts";
import { listLedSince } from "#app/attribution/led.server.ts";
import {
  CHANGE_KINDS,
  type ChangeKind,
  type ChangeProgress,
  changesPulse,
  findChanged,
  findProgress,
  keepChange,
  lockChange,
  type NewChange,
  noteProgress,
} from "#app/creators/changes.server.ts";
import { lockCodes, lockLinksOf } from "#app/creators/codes.server.ts";
import { listKeysOf, lockCreators, moveMany } from "#app/creators/many.server.ts";
import { endPauses, startPauses } from "#app/creators/pauses.server.ts";
import { findProgram } from "#app/creators/programs.server.ts";
import { type Database, inShop, type Tx } from "#app/db.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import {
  type ChangeId,
  type CreatorId,
  newId,
  type ProgramId,
  parseId,
  type ShopId,
} from "#app/kernel/id.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";

type Shop = { readonly id: ShopId; readonly currency: string; readonly timeZone: string };

/** Whom an action on the table is for: those ticked, or everybody a filter means. */
export type Chosen = { readonly ids: readonly CreatorId[] } | { readonly matching: CreatorsFilter };

/** What to do with many creators; `programId` only for a move, where null is out of any program. */
export type Wanted = { readonly kind: ChangeKind; readonly programId: ProgramId | null };

/** Why nothing was changed: nobody was chosen, or there is no such program, or it takes nobody new. */
export type ChangeRefusal = { readonly because: { readonly change: "nobody" | "no-program" } };

/** So many are changed while the merchant waits; more are the worker's, and the page shows how far it is. */
export const AT_ONCE = 200;
/** Creators to a transaction: each of their codes and links is locked in it. */
const CHUNK = 100;
/** What is done while the merchant waits is the worker's after so long, in case it was cut off. */
const GRACE_MS = 30_000;

/** Reads whom an action is for from a posted form: `ids=cr_...,cr_...`, or `matching=` and the search of the table's address. */
export function readChosen(form: { get(name: string): unknown }): Chosen {
  const matching = form.get("matching");
  if (typeof matching === "string") return { matching: readCreatorsQuery(new URLSearchParams(matching)) };
  return { ids: readCreatorIds(String(form.get("ids") ?? "")) };
}

/** Reads what to do with them: `kind`, and for a move `program`, an id or nothing; null when it is nothing we do. */
export function readWanted(form: { get(name: string): unknown }): Wanted | null {
  const kind = CHANGE_KINDS.find((each) => each === form.get("kind"));
  const program = String(form.get("program") ?? "");
  const programId = kind === "move" && program !== "" ? parseId("program", program) : null;
  if (!kind || (kind === "move" && program !== "" && programId === null)) return null;
  return { kind, programId };
}

/** A text that is another one whenever an order, a code, or a change of many creators is not as it was. */
export async function tablePulse(database: Database, shop: Shop, now: Date): Promise<string> {
  const [facts, changes] = await Promise.all([findPulse(database, shop), changesPulse(database, shop, now)]);
  return `${facts} ${changes}`;
}

/** Names those who are chosen, now: creators of the shop and nobody else. */
export async function chosenIds(
  database: Database,
  shop: Shop,
  chosen: Chosen,
): Promise<readonly CreatorId[]> {
  return "ids" in chosen
    ? listKnown(database, shop, chosen.ids)
    : listMatching(database, shop, chosen.matching);
}

/**
 * Changes many creators: those who are chosen now, whoever joins or leaves the filter meanwhile. Few are changed at once;
 * for many the worker is asked. What is kept of it says exactly whom it changed.
 */
export async function changeCreators(
  database: Database,
  shop: Shop,
  chosen: Chosen,
  { kind, programId }: Wanted,
  now: Date,
): Promise<ChangeProgress | ChangeRefusal> {
  const creatorIds = await chosenIds(database, shop, chosen);
  if (creatorIds.length === 0) return { because: { change: "nobody" } };
  const id = newId("change", randomBytes(20));
  const isSmall = creatorIds.length <= AT_ONCE;
  const isKept = await inShop(database, shop.id, async (tx) => {
    const program = programId && (await findProgram(tx, shop.id, programId));
    if (programId && (!program || program.isArchived)) return false;
    await keepChange(tx, shop.id, { id, kind, programId, creatorIds }, now);
    const job = { kind: "change-creators", key: id, payload: { changeId: id } };
    await enqueue(tx, shop.id, job, now, isSmall ? new Date(now.getTime() + GRACE_MS) : now);
    return true;
  });
  if (!isKept) return { because: { change: "no-program" } };
  if (isSmall) await runChange(database, shop.id, id, () => now);
  return (await findProgress(database, shop, id)) ?? { because: { change: "nobody" } };
}

/** Undoes a pause, or the end of one, for exactly those it changed. Null when there is nothing to undo. */
export async function undoChange(
  database: Database,
  shop: Shop,
  id: ChangeId,
  now: Date,
): Promise<ChangeProgress | ChangeRefusal | null> {
  const changed = await inShop(database, shop.id, (tx) => findChanged(tx, shop.id, id));
  if (!changed || changed.kind === "move") return null;
  const kind = changed.kind === "pause" ? "resume" : "pause";
  return changeCreators(database, shop, { ids: changed.ids }, { kind, programId: null }, now);
}

/**
 * Makes a change to its end, a chunk to a transaction that also notes how far it is: cut off anywhere it goes on where it
 * was, and twice, or two workers at once, change nobody twice. Everybody is paused from the instant it was asked for.
 */
export async function runChange(
  database: Database,
  shopId: ShopId,
  id: ChangeId,
  clock: () => Date,
): Promise<JobOutcome> {
  for (let isMore = true; isMore; ) {
    isMore = await inShop(database, shopId, async (tx) => {
      const next = await lockChange(tx, shopId, id, CHUNK);
      if (!next || next.creatorIds.length === 0) return false;
      const changed = await changeChunk(tx, shopId, next, next.createdAt);
      await noteProgress(tx, shopId, id, next.creatorIds.length, changed, clock());
      return true;
    });
  }
  return { state: "done" };
}

async function changeChunk(
  tx: Tx,
  shopId: ShopId,
  { kind, programId, creatorIds }: NewChange,
  at: Date,
): Promise<CreatorId[]> {
  const ids = await lockCreators(tx, shopId, creatorIds);
  if (kind === "move") return moveMany(tx, shopId, ids, programId, at);
  await lockCodes(tx, shopId, await listKeysOf(tx, shopId, ids));
  for (const id of ids) await lockLinksOf(tx, shopId, id);
  const changed = await (kind === "pause" ? startPauses : endPauses)(tx, shopId, "creator", ids, at);
  // Only an order placed since then can be credited otherwise now, and hardly ever there is one.
  for (const id of await listLedSince(tx, shopId, changed, at)) await askReattribution(tx, shopId, id, at);
  return changed;
}
