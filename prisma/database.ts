import { startEmbedded } from "#prisma/embedded.ts";
import { migrate } from "#prisma/migrate.ts";

/** A migrated database, and what the app's environment must say to reach it. */
export type BroughtDatabase = {
  readonly environment: { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string };
  readonly applied: readonly string[];
  readonly stop: () => Promise<void>;
};

/**
 * Finds or starts PostgreSQL and migrates it.
 * @param source the environment: DATABASE_URL, if set, names the server, and DATABASE_OWNER_URL who may migrate it
 * @param folder where the embedded cluster is kept
 */
export async function bringDatabase(
  source: Record<string, string | undefined>,
  folder = ".data/postgres",
  settings: readonly string[] = [],
): Promise<BroughtDatabase> {
  if (source.DATABASE_URL) {
    const ownerUrl = source.DATABASE_OWNER_URL ?? source.DATABASE_URL;
    const applied = await migrate(ownerUrl, source.DATABASE_URL);
    return {
      environment: { DATABASE_URL: source.DATABASE_URL, DATABASE_OWNER_URL: ownerUrl },
      applied,
      stop: async () => {},
    };
  }
  const server = await startEmbedded(folder, settings);
  const runtime = runtimeUrl(server.url);
  const applied = await migrate(server.url, runtime);
  return {
    environment: { DATABASE_URL: runtime, DATABASE_OWNER_URL: server.url },
    applied,
    stop: server.stop,
  };
}

/** The embedded cluster's runtime login: same database, own name, the cluster's password. */
export function runtimeUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = "tributary";
  return url.href;
}

/** The address of another database on the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
