import { type ChannelRule, DEFAULT_CHANNEL_RULES } from "#app/attribution/channel.ts";
import { type Policy, type PolicyVersion, wholePolicy } from "#app/attribution/policy.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/** What a shop decides by: every version of its policy, and the rules that tell channels. */
export type Rules = {
  readonly versions: readonly PolicyVersion[];
  readonly channels: readonly ChannelRule[];
};

/**
 * The rules of a shop, held as they stand until the transaction ends: a new version waits for orders that are being
 * decided, and they for it, so that none is decided by an older one unseen.
 */
export async function holdRules(tx: Tx, shopId: ShopId): Promise<Rules> {
  const held = await select(tx, shopId);
  if (held) return held;
  await tx.query("INSERT INTO policy_history (shop_id) VALUES ($1) ON CONFLICT DO NOTHING", [shopId]);
  return (await select(tx, shopId)) ?? rulesIn({});
}

/** Keeps the rules by which channels are told; null: the usual ones. */
export async function saveChannels(
  tx: Tx,
  shopId: ShopId,
  channels: readonly ChannelRule[] | null,
): Promise<void> {
  await tx.query(
    "INSERT INTO policy_history (shop_id, channels) VALUES ($1, $2) ON CONFLICT (shop_id) DO UPDATE SET channels = excluded.channels",
    [shopId, channels && JSON.stringify(channels)],
  );
}

/** Keeps a new version of the policy, which decides about orders from `from` on. */
export async function savePolicy(
  tx: Tx,
  shopId: ShopId,
  policy: Policy,
  { from, now }: { readonly from: Date; readonly now: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO policy_history (shop_id, versions) VALUES ($1, jsonb_build_array($2::jsonb))
     ON CONFLICT (shop_id) DO UPDATE SET versions = policy_history.versions || excluded.versions`,
    [shopId, JSON.stringify({ ...policy, from, savedAt: now })],
  );
}

/** The rules of a shop; versions of the policy in the order in which they were saved. */
export async function readRules(database: Database, shopId: ShopId): Promise<Rules> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.policyHistory.findUnique({ where: { shopId } }),
  ]);
  return rulesIn(row ?? {});
}

async function select(tx: Tx, shopId: ShopId): Promise<Rules | null> {
  const { rows } = await tx.query(
    "SELECT versions, channels FROM policy_history WHERE shop_id = $1 FOR SHARE",
    [shopId],
  );
  return rows[0] ? rulesIn(rows[0]) : null;
}

type Kept = Policy & { readonly from: string; readonly savedAt: string };

function rulesIn({ versions, channels }: { versions?: unknown; channels?: unknown }): Rules {
  return {
    versions: ((versions ?? []) as Kept[]).map((version) => ({
      ...wholePolicy(version),
      from: new Date(version.from),
      savedAt: new Date(version.savedAt),
    })),
    channels: (channels ?? DEFAULT_CHANNEL_RULES) as readonly ChannelRule[],
  };
}
