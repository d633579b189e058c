import pg from "pg";
import { databaseUrl, runtimeUrl } from "#prisma/database.ts";
import { startEmbedded } from "#prisma/embedded.ts";
import { migrate } from "#prisma/migrate.ts";
import { kept } from "#test/bench/place.ts";

/** A migrated database of the bench's, for one turn. */
export type Ground = {
  readonly name: string;
  /** The app's DATABASE_URL. */
  readonly url: string;
  readonly ownerUrl: string;
  /** Asks as the owner, who sees every shop. */
  ask<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Asks for nothing any more, so that the database can be cloned. */
  leave(): Promise<void>;
};

/** The bench's PostgreSQL server. */
export type Server = {
  readonly version: string;
  /** A new database: empty but migrated, or with all that another holds. */
  clone(from?: Ground): Promise<Ground>;
  drop(ground: Ground): Promise<void>;
  stop(): Promise<void>;
};

const TEMPLATE = "bench_template";
/** Durable as in life (fsync is on unless told otherwise); commits have instants, so that "applied" is measured to the millisecond. */
const SETTINGS = ["track_commit_timestamp=on", "max_wal_size=4GB"];

/** Starts a PostgreSQL of the bench's own, and removes what an earlier run left in it. */
export async function startServer(): Promise<Server> {
  const server = await startEmbedded(kept("postgres"), SETTINGS);
  const admin = new pg.Client({ connectionString: server.url, application_name: "bench" });
  admin.on("error", () => {});
  await admin.connect();
  const { rows } = await admin.query("SELECT datname FROM pg_database WHERE datname LIKE 'bench\\_%'");
  for (const { datname } of rows) await admin.query(`DROP DATABASE ${datname} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  const template = databaseUrl(server.url, TEMPLATE);
  await migrate(template, runtimeUrl(template));
  const version = (await admin.query("SHOW server_version")).rows[0].server_version;
  let made = 0;
  return {
    version,
    async clone(from) {
      const name = `bench_${++made}`;
      await from?.leave();
      await admin.query(`CREATE DATABASE ${name} TEMPLATE ${from?.name ?? TEMPLATE}`);
      await admin.query("CHECKPOINT");
      return open(name, databaseUrl(server.url, name));
    },
    async drop(ground) {
      await ground.leave();
      await admin.query(`DROP DATABASE ${ground.name} WITH (FORCE)`);
    },
    async stop() {
      await admin.end();
      await server.stop();
    },
  };
}

function open(name: string, ownerUrl: string): Ground {
  let pool: pg.Pool | null = null;
  const opened = () => {
    if (pool) return pool;
    pool = new pg.Pool({ connectionString: ownerUrl, max: 2, application_name: "bench" });
    return pool.on("error", () => {});
  };
  return {
    name,
    url: runtimeUrl(ownerUrl),
    ownerUrl,
    ask: async (sql, values = []) => (await opened().query(sql, [...values])).rows,
    async leave() {
      const left = pool;
      pool = null;
      await left?.end();
    },
  };
}
