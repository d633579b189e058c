import { Session } from "@shopify/shopify-api";
import type { SessionStorage } from "@shopify/shopify-app-session-storage";
import type { Database } from "#app/db.server.ts";
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

/** Keeps Shopify's sessions in PostgreSQL, their tokens encrypted and bound to the shop. */
export function sessionStorage(database: () => Database, keys: () => readonly SecretKey[]): SessionStorage {
  const query = <Found extends Row>(sql: string, values: unknown[]) =>
    database().system.query<Found>(sql, values);

  const sessionOf = (row: Row): Session => {
    const secrets: { accessToken?: string; refreshToken?: string } = JSON.parse(
      unseal(keys(), row.shop, row.secrets).toString(),
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
  };

  return {
    async storeSession(session) {
      const { accessToken, refreshToken } = session;
      const secrets = seal(keys(), session.shop, Buffer.from(JSON.stringify({ accessToken, refreshToken })));
      await query(
        `INSERT INTO session (id, shop, state, is_online, scope, expires, secrets, refresh_token_expires, stored_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, state = excluded.state, is_online = excluded.is_online,
           scope = excluded.scope, expires = excluded.expires, secrets = excluded.secrets,
           refresh_token_expires = excluded.refresh_token_expires, stored_at = excluded.stored_at`,
        [
          session.id,
          session.shop,
          session.state,
          session.isOnline,
          session.scope,
          session.expires,
          secrets,
          session.refreshTokenExpires,
          new Date(),
        ],
      );
      return true;
    },
    async loadSession(id) {
      const { rows } = await query("SELECT * FROM session WHERE id = $1", [id]);
      return rows[0] && sessionOf(rows[0]);
    },
    async deleteSession(id) {
      await query("DELETE FROM session WHERE id = $1", [id]);
      return true;
    },
    async deleteSessions(ids) {
      await query("DELETE FROM session WHERE id = ANY($1)", [ids]);
      return true;
    },
    async findSessionsByShop(shop) {
      const { rows } = await query("SELECT * FROM session WHERE shop = $1 ORDER BY id", [shop]);
      return rows.map(sessionOf);
    },
  };
}
