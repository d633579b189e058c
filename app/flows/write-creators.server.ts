import { createHash, randomBytes } from "node:crypto";
import { keepBatch } from "#app/creators/batches.server.ts";
import type { Terms } from "#app/creators/code.ts";
import type { Tx } from "#app/db.server.ts";
import { mailboxHashOf } from "#app/flows/enroll.server.ts";
import { askReattribution } from "#app/flows/reattribute.server.ts";
import type { Working } from "#app/flows/work-import.server.ts";
import type { CreatorWrite } from "#app/imports/decide.ts";
import type { Choices } from "#app/imports/import.ts";
import type { ImportRun } from "#app/imports/runs.server.ts";
import { addLinks, type GivenCode, giveCodes, saveCreators } from "#app/imports/writes.server.ts";
import { type BatchId, type ImportId, newId, type ShopId } from "#app/kernel/id.ts";
import { listOrdersWithCodes } from "#app/orders/orders.server.ts";
import { enqueue, enqueueAll } from "#app/queue/outbox.server.ts";

/** From so many rows on, codes of equal terms are made as one discount, 250 in a call; fewer get a discount each, by their creator's name. */
const ROWS_OF_A_BATCH = 50;
/** Codes asked for one by one are asked for at this pace, so that no other work waits behind all of them. */
const PACE_MS = 100;

/** Writes what was decided of rows: creators, codes and links, each in one statement. @returns what is to be remembered */
export async function writeCreators(
  tx: Tx,
  { shop, hash }: Working,
  run: ImportRun,
  writes: readonly CreatorWrite[],
  now: Date,
): Promise<Choices> {
  // Two rows may be about one creator: the later one knows what the earlier said.
  const creators = new Map(
    writes.flatMap(({ id, particulars }) =>
      particulars ? [[id, { ...particulars, id, mailboxHash: mailboxHashOf(particulars.email, hash) }]] : [],
    ),
  );
  await saveCreators(tx, shop.id, [...creators.values()], now);
  const links = writes.flatMap(({ id: creatorId, link }) =>
    link ? [{ id: newId("link", randomBytes(20)), creatorId, ...link }] : [],
  );
  await addLinks(tx, shop.id, links);
  const { codes, choices } = await batched(tx, shop.id, run, writes);
  await giveCodes(tx, shop.id, codes, now);
  await askFor(tx, shop.id, run, codes, now);
  for (const { id, isOtherPerson } of writes) if (isOtherPerson) await askReattribution(tx, shop.id, id, now);
  return choices;
}

/** The codes with the batch each belongs to, if any: one batch of an import for each set of terms. */
async function batched(
  tx: Tx,
  shopId: ShopId,
  { id, rows, fileName, choices, createdAt }: ImportRun,
  writes: readonly CreatorWrite[],
): Promise<{ codes: GivenCode[]; choices: Choices }> {
  const { mayAdopt } = choices;
  const isOfBatch = rows >= ROWS_OF_A_BATCH && !mayAdopt;
  const batches = new Set(choices.batches);
  const codes: GivenCode[] = [];
  for (const { id: creatorId, codes: given } of writes)
    for (const { value, conditions, ...code } of given) {
      const terms = { value, conditions };
      const batchId = isOfBatch ? batchOf(id, terms) : null;
      if (batchId && !batches.has(batchId)) {
        await keepBatch(tx, shopId, { id: batchId, title: fileName, ...terms, createdAt });
        batches.add(batchId);
      }
      codes.push({ ...code, ...terms, id: newId("code", randomBytes(20)), creatorId, batchId, mayAdopt });
    }
  return { codes, choices: { ...choices, batches: [...batches] } };
}

/** An import's batch of these terms: the same however often it is begun. */
const batchOf = (id: ImportId, terms: Terms): BatchId =>
  newId(
    "batch",
    createHash("sha256")
      .update(`${id} ${JSON.stringify(terms)}`)
      .digest(),
  );

/** Asks Shopify for codes that are of no batch, and has past orders with them decided anew, if there are any. */
async function askFor(
  tx: Tx,
  shopId: ShopId,
  { progress }: ImportRun,
  codes: readonly GivenCode[],
  now: Date,
) {
  const single = codes.filter(({ batchId }) => batchId === null);
  const jobs = single.map(({ id }, at) => ({
    ...{ kind: "create-code", key: id, payload: { codeId: id } },
    runAt: new Date(now.getTime() + (progress + at) * PACE_MS),
  }));
  await enqueueAll(tx, shopId, jobs, now);
  const keys = single.map(({ key }) => key);
  const isOnOrders = keys.length > 0 && (await listOrdersWithCodes(tx, shopId, keys, "", 1)).length > 0;
  if (!isOnOrders) return;
  for (const id of [...new Set(single.map(({ creatorId }) => creatorId))].sort())
    await askReattribution(tx, shopId, id, now);
}

/** Asks for the batches an import gave: Shopify for their codes, and past orders with them to be decided anew. */
export async function askForBatches(
  tx: Tx,
  shopId: ShopId,
  batches: readonly BatchId[],
  now: Date,
): Promise<void> {
  for (const batchId of batches)
    for (const kind of ["bulk-codes", "credit-batch"])
      await enqueue(tx, shopId, { kind, key: batchId, payload: { batchId } }, now);
}
