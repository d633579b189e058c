import type { Policy, PolicyVersion } from "#app/attribution/policy.ts";
import { type Database, readShop, type Tx } from "#app/db.server.ts";
import type { ShopId } from "#app/kernel/id.ts";

/**
 * Every version of a shop's policy, held as it stands until the transaction ends: a new version waits for orders that are
 * being decided, and they for it, so that none is decided by an older one unseen.
 */
export async function holdPolicies(tx: Tx, shopId: ShopId): Promise<PolicyVersion[]> {
  const held = await select(tx, shopId);
  if (held) return held;
  await tx.query("INSERT INTO policy_history (shop_id) VALUES ($1) ON CONFLICT DO NOTHING", [shopId]);
  return (await select(tx, shopId)) ?? [];
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

/** Every version of a shop's policy, in the order in which they were saved. */
export async function listPolicies(database: Database, shopId: ShopId): Promise<PolicyVersion[]> {
  const [row] = await readShop(database, shopId, (prisma) => [
    prisma.policyHistory.findUnique({ where: { shopId } }),
  ]);
  return versionsIn(row?.versions);
}

async function select(tx: Tx, shopId: ShopId): Promise<PolicyVersion[] | null> {
  const { rows } = await tx.query("SELECT versions FROM policy_history WHERE shop_id = $1 FOR SHARE", [
    shopId,
  ]);
  return rows[0] ? versionsIn(rows[0].versions) : null;
}

type Kept = Policy & { readonly from: string; readonly savedAt: string };

const versionsIn = (kept: unknown): PolicyVersion[] =>
  ((kept ?? []) as Kept[]).map((version) => ({
    ...version,
    from: new Date(version.from),
    savedAt: new Date(version.savedAt),
  }));
