import { randomBytes } from "node:crypto";
import { listDecidedSince } from "#app/attribution/decided-since.server.ts";
import { savePolicy } from "#app/attribution/policies.server.ts";
import { type PolicyFields, type PolicyRefusal, parsePolicy } from "#app/attribution/policy.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { decideAnew } from "#app/flows/credit-order.server.ts";
import { newId, type ShopId } from "#app/kernel/id.ts";
import { enqueue, type JobOutcome } from "#app/queue/outbox.server.ts";

/** So many orders are looked up at a time. */
const CHUNK = 500;

/**
 * Keeps a new version of the shop's policy, which decides from now on; earlier orders keep the version of their instant.
 * Orders placed while it was being saved are decided anew.
 */
export async function changePolicy(
  database: Database,
  shopId: ShopId,
  fields: PolicyFields,
  now: Date,
): Promise<{ from: Date } | PolicyRefusal> {
  const policy = parsePolicy(fields);
  if ("because" in policy) return policy;
  await inShop(database, shopId, async (tx) => {
    await savePolicy(tx, shopId, policy, { from: now, now });
    const key = newId("change", randomBytes(20));
    await enqueue(tx, shopId, { kind: "decide-since", key, payload: { since: now.toISOString() } }, now);
  });
  return { from: now };
}

/** Decides every order placed from an instant on anew, each in a transaction of its own. Doing it twice changes nothing. */
export async function decideSince(database: Database, shopId: ShopId, since: Date): Promise<JobOutcome> {
  for (let after = { instant: since, id: "" }; ; ) {
    const found = await inShop(database, shopId, (tx) => listDecidedSince(tx, shopId, after, CHUNK));
    for (const { id } of found) await inShop(database, shopId, (tx) => decideAnew(tx, shopId, id));
    after = found.at(-1) ?? after;
    if (found.length < CHUNK) return { state: "done" };
  }
}
