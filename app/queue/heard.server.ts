import type { Database } from "#app/db.server.ts";

/** When a topic was last heard of. */
export type Heard = { readonly topic: string; readonly receivedAt: Date };

/**
 * The start of a statement, `heard (topic)`: every topic that shop $1 ever told of, by one step in an index for each,
 * because a list of distinct topics would read the whole inbox.
 */
export const WITH_HEARD = `WITH RECURSIVE step (topic) AS (
  (SELECT topic FROM inbox WHERE shop_domain = $1 ORDER BY topic LIMIT 1)
  UNION ALL
  SELECT (SELECT topic FROM inbox WHERE shop_domain = $1 AND topic > step.topic ORDER BY topic LIMIT 1) FROM step WHERE step.topic IS NOT NULL
), heard AS (SELECT topic FROM step WHERE topic IS NOT NULL)`;

/** Lists the topics a shop ever told of, each with its newest delivery. */
export async function listHeard(database: Database, shopDomain: string): Promise<Heard[]> {
  const { rows } = await database.system.query<{ topic: string; received_at: Date }>(
    `${WITH_HEARD} SELECT heard.topic, newest.received_at FROM heard, LATERAL (
       SELECT received_at FROM inbox WHERE shop_domain = $1 AND inbox.topic = heard.topic ORDER BY id DESC LIMIT 1) AS newest
     ORDER BY heard.topic`,
    [shopDomain],
  );
  return rows.map((row) => ({ topic: row.topic, receivedAt: row.received_at }));
}
