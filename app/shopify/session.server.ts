import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import { type Database, inSystem, type Tx } from "#app/db.server.ts";
import { type SecretKey, seal, unseal } from "#app/shopify/secret.server.ts";

type Row = {
  id: string;
  shop: string;
  state: string;
  is_online: boolean;
  scope: string | null;
  expires: Date | null;
  secrets: Buffer;
  refresh_token_expires: Date | null;
};

/** An offline token that comes without its end lasts an hour: never for ever. */
const USUAL_LIFE_MS = 3_600_000;

/** The name of a shop's offline session, as Shopify's library makes it. */
export const offlineId = (domain: string): string => `offline_${domain}`;

/** Whoever changes a shop's offline tokens takes turns with all others, in whatever process, until the transaction ends. */
export async function lockTokens(tx: Tx, domain: string): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 3))", [domain]);
}

/** A session by its id, its tokens opened; undefined when there is none. @throws when its key is not known */
export async function findSession(
  tx: Tx | Database["system"],
  keys: readonly SecretKey[],
  id: string,
): Promise<Session | undefined> {
  const { rows } = await (tx as Tx).query<Row>("SELECT * FROM session WHERE id = $1", [id]);
  return rows[0] && sessionOf(keys, rows[0]);
}

/**
 * Saves what Shopify gave us on a merchant's behalf. `stored_at` is when that was, so a session whose token is gone, or
 * that a refresh renews (`replaceTokens`), keeps it: an uninstall since then must still count.
 */
export async function saveSession(
  tx: Tx,
  keys: readonly SecretKey[],
  session: Session,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO session (id, shop, state, is_online, scope, scope_at, expires, secrets, refresh_token_expires, stored_at)
     VALUES ($1, $2, $3, $4, $5, $9, $6, $7, $8, $9)
     ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, state = excluded.state, is_online = excluded.is_online,
       scope = excluded.scope, scope_at = excluded.scope_at, expires = excluded.expires, secrets = excluded.secrets,
       refresh_token_expires = excluded.refresh_token_expires, stored_at = excluded.stored_at`,
    [
      session.id,
      session.shop,
      session.state,
      session.isOnline,
      session.scope,
      endOf(session, now),
      sealed(keys, session),
      session.refreshTokenExpires,
      now,
    ],
  );
}

/** Puts new tokens, or none, into a session that is still there: an uninstall that removed it meanwhile stands. @returns whether it was */
export async function replaceTokens(
  tx: Tx,
  keys: readonly SecretKey[],
  session: Session,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE session SET expires = $2, secrets = $3, refresh_token_expires = $4, scope = $5,
       scope_at = CASE WHEN $6 THEN $7 ELSE scope_at END WHERE id = $1`,
    [
      session.id,
      endOf(session, now),
      sealed(keys, session),
      session.refreshTokenExpires,
      session.scope,
      session.accessToken !== undefined,
      now,
    ],
  );
  return rowCount === 1;
}

/** Keeps Shopify's sessions in PostgreSQL, their tokens encrypted and bound to the shop. */
export function sessionStorage(database: () => Database, keys: () => readonly SecretKey[]): SessionStorage {
  return {
    async storeSession(session) {
      await inSystem(database(), async (tx) => {
        await lockTokens(tx, session.shop);
        if (session.accessToken) return saveSession(tx, keys(), session, new Date());
        // The library blanks a token that Shopify refused; by now there may be another in its place.
        const stored = await findSession(tx, keys(), session.id);
        if (stored?.refreshToken === session.refreshToken)
          await replaceTokens(tx, keys(), session, new Date());
      });
      return true;
    },
    loadSession: (id) => findSession(database().system, keys(), id),
    async deleteSession(id) {
      await database().system.query("DELETE FROM session WHERE id = $1", [id]);
      return true;
    },
    async deleteSessions(ids) {
      await database().system.query("DELETE FROM session WHERE id = ANY($1)", [ids]);
      return true;
    },
    async findSessionsByShop(shop) {
      const { rows } = await database().system.query<Row>(
        "SELECT * FROM session WHERE shop = $1 ORDER BY id",
        [shop],
      );
      return rows.map((row) => sessionOf(keys(), row));
    },
  };
}

const endOf = ({ expires, isOnline }: Session, now: Date): Date | null =>
  expires ?? (isOnline ? null : new Date(now.getTime() + USUAL_LIFE_MS));

const sealed = (keys: readonly SecretKey[], { shop, accessToken, refreshToken }: Session): Buffer =>
  seal(keys, shop, Buffer.from(JSON.stringify({ accessToken, refreshToken })));

function sessionOf(keys: readonly SecretKey[], row: Row): Session {
  const secrets: { accessToken?: string; refreshToken?: string } = JSON.parse(
    unseal(keys, row.shop, row.secrets).toString(),
  );
  return new Session({
    id: row.id,
    shop: row.shop,
    state: row.state,
    isOnline: row.is_online,
    ...secrets,
    scope: row.scope ?? undefined,
    expires: row.expires ?? undefined,
    refreshTokenExpires: row.refresh_token_expires ?? undefined,
  });
}
