import pg from "pg";
import { runtimeUrl } from "#prisma/database.ts";
import { startEmbedded } from "#prisma/embedded.ts";
import { migrate } from "#prisma/migrate.ts";
import { KEPT } from "#test/sandbox/play/running/place.ts";
import { UsageError } from "#test/sandbox/play/usage.ts";

/** The sandbox's database, migrated. `url` is the app's own DATABASE_URL. */
export type SandboxDatabase = { readonly url: string; stop(): Promise<void> };

const NAME = "sandbox";

/** Refuses to begin anew in somebody's own database, before anything is started. */
export function checkFresh(env: NodeJS.ProcessEnv, isFresh: boolean): void {
  if (!isFresh || !env.DATABASE_URL) return;
  const name = nameIn(env.DATABASE_URL);
  if (name.includes(NAME)) return;
  throw new UsageError(
    `--fresh drops the whole database ${JSON.stringify(name)} of DATABASE_URL, and does so only where the name contains "${NAME}". Name another database, or leave DATABASE_URL out for an embedded one.`,
  );
}

/** Finds or starts PostgreSQL: the server of DATABASE_URL, or an embedded one. `isFresh` empties the database first. */
export async function openDatabase(env: NodeJS.ProcessEnv, isFresh: boolean): Promise<SandboxDatabase> {
  if (env.DATABASE_URL) {
    const ownerUrl = env.DATABASE_OWNER_URL ?? env.DATABASE_URL;
    if (isFresh) await recreate(ownerUrl, nameIn(env.DATABASE_URL));
    await migrate(ownerUrl, env.DATABASE_URL);
    return { url: env.DATABASE_URL, stop: async () => {} };
  }
  const server = await startEmbedded(KEPT).catch((error: Error) => {
    if (!error.message.includes("postmaster.pid")) throw error;
    throw new Error(
      `Another sandbox is running on ${KEPT}. Stop it first, or give this one a DATABASE_URL of its own.`,
    );
  });
  try {
    const ownerUrl = inDatabase(server.url, NAME);
    if (isFresh || !(await exists(server.url))) await recreate(server.url, NAME);
    await migrate(ownerUrl, runtimeUrl(ownerUrl));
    return { url: runtimeUrl(ownerUrl), stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function recreate(anyUrl: string, name: string): Promise<void> {
  await withClient(inDatabase(anyUrl, "postgres"), async (client) => {
    const quoted = client.escapeIdentifier(name);
    await client.query(`DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${quoted}`);
  });
}

function exists(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [NAME]);
    return rowCount === 1;
  });
}

async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, application_name: "sandbox" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

function nameIn(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}
