import pg from "pg";
import type { TestProject } from "vitest/node";
import { databaseUrl, runtimeUrl } from "#prisma/database.ts";
import { type EmbeddedPostgres, startEmbedded } from "#prisma/embedded.ts";
import { migrate } from "#prisma/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: string;
  }
}

/** The template every test database is cloned from, migrated once a run. */
const TEMPLATE = "tributary_template";

/** Starts one real PostgreSQL for the run, without fsync (its data are thrown away), and migrates the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startFree();
  const owner = new pg.Client({ connectionString: server.url });
  await owner.connect();
  const { rows } = await owner.query<{ datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'tributary\\_%'",
  );
  for (const { datname } of rows)
    await owner.query(`DROP DATABASE ${owner.escapeIdentifier(datname)} WITH (FORCE)`);
  await owner.query(`CREATE DATABASE ${TEMPLATE}`);
  await owner.end();
  const template = databaseUrl(server.url, TEMPLATE);
  await migrate(template, runtimeUrl(template));
  project.provide("postgres", server.url);
  return server.stop;
}

const SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];
/** So many test runs of one tree may go on side by side, each on a cluster of its own. */
const MOST_RUNS = 8;

async function startFree(): Promise<EmbeddedPostgres> {
  for (let run = 1; ; run++) {
    try {
      return await startEmbedded(run === 1 ? ".data/test" : `.data/test-${run}`, SETTINGS);
    } catch (error) {
      const isTaken = String(error).includes("postmaster.pid");
      if (!isTaken || run === MOST_RUNS) throw error;
    }
  }
}
