import type { Reader } from "#test/sandbox/play/report/reader.ts";
import type { Faults } from "#test/sandbox/webhooks/faults.ts";

/** What this start's weather did. All 0 when it was calm. */
export type FaultReport = {
  /** Webhooks that were sent twice. */
  readonly duplicated: number;
  /** Webhooks that left after one that was triggered later. */
  readonly reordered: number;
  /** Webhooks that were never sent. */
  readonly dropped: number;
  /** Of the dropped: those whose order the app's own reconcile found missing or behind. */
  readonly reconciled: number;
  /** Workers that died of SIGKILL in the middle of their work. */
  readonly kills: number;
};

/** Reads what came of the faults: what was done from the deliveries, and what was mended from the app's tables. */
export async function readFaults(reader: Reader, faults: Faults, kills: number): Promise<FaultReport> {
  const { duplicated, reordered, dropped } = faults.counts();
  const rows = await reader.shop(
    "SELECT DISTINCT order_id FROM reconcile_find WHERE shop_id = $1 AND what IN ('missing', 'behind')",
    [reader.shopId],
  );
  const found = new Set(rows.map((row) => String(row.order_id)));
  const reconciled = faults.dropped().filter(({ orderId }) => found.has(gidOf(orderId)));
  return { duplicated, reordered, dropped, reconciled: reconciled.length, kills };
}

/** The orders that these runs found though no webhook of theirs was dropped: an acknowledged one had no effect. */
export async function listStrays(reader: Reader, faults: Faults, runs: readonly string[]): Promise<string[]> {
  const rows = await reader.shop(
    "SELECT DISTINCT order_id FROM reconcile_find WHERE shop_id = $1 AND run_id = ANY ($2) ORDER BY order_id",
    [reader.shopId, runs],
  );
  const dropped = new Set(faults.dropped().map(({ orderId }) => gidOf(orderId)));
  return rows.map((row) => String(row.order_id)).filter((id) => !dropped.has(id));
}

function gidOf(orderId: string): string {
  return `gid://shopify/Order/${orderId}`;
}
