import { codeKey } from "#app/creators/code.ts";
import { valueIn } from "#app/creators/codes.server.ts";
import { type Greeting, greetingOf } from "#app/creators/greeting.ts";
import type { LinkAddress } from "#app/creators/links.server.ts";
import type { Tx } from "#app/db.server.ts";

/**
 * Finds how a link's creator is introduced: their name, and the link's code where it is theirs at `now`, Shopify has it,
 * and it still does there what we know. Null when the creator is gone.
 */
export async function findGreeting(
  tx: Tx,
  { shopId, creatorId, code }: LinkAddress,
  now: Date,
): Promise<Greeting | null> {
  const { rows } = await tx.query(
    `SELECT creator.name, code.code, code.value_kind, code.basis_points, code.amount_minor, code.currency, code.conditions
     FROM creator LEFT JOIN code ON code.shop_id = creator.shop_id AND code.creator_id = creator.id AND code.key = $3
       AND code.state = 'active' AND code.drift IS NULL AND code.held_from <= $4 AND (code.held_to IS NULL OR code.held_to > $4)
     WHERE creator.shop_id = $1 AND creator.id = $2`,
    [shopId, creatorId, code === null ? null : codeKey(code), now],
  );
  const [row] = rows;
  if (!row) return null;
  const found =
    row.code === null ? null : { code: row.code, value: valueIn(row), conditions: row.conditions };
  return greetingOf(row.name, found, now);
}
