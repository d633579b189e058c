import { type ChannelsRefusal, parseChannelRules } from "#app/attribution/channel.ts";
import { saveChannels, savePolicy } from "#app/attribution/policies.server.ts";
import { type PolicyFields, type PolicyRefusal, parsePolicy } from "#app/attribution/policy.ts";
import { type Database, inShop } from "#app/db.server.ts";
import { askDecisions } from "#app/flows/decide-since.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

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
    await askDecisions(tx, shopId, "policy", now, now);
  });
  return { from: now };
}

/** Keeps the rules by which channels are told, and decides every order anew by them; the usual ones where `text` is empty. */
export async function changeChannels(
  database: Database,
  shopId: ShopId,
  text: string,
  now: Date,
): Promise<{ isSaved: true } | ChannelsRefusal> {
  const rules = text === "" ? null : parseChannelRules(text);
  if (rules && "because" in rules) return rules;
  await inShop(database, shopId, async (tx) => {
    await saveChannels(tx, shopId, rules);
    await askDecisions(tx, shopId, "channels", new Date(0), now);
  });
  return { isSaved: true };
}
