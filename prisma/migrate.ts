import { createHash, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import pg from "pg";

const FOLDER = new URL("./migrations/", import.meta.url);
/** Any number, the same for every process: migrations of one database queue up behind it. */
const LOCK = 5_208_113;

/**
 * Applies the migrations that a database has not had, each in one transaction, and records them in Prisma's own
 * table and format, so that `prisma migrate status` agrees. (Prisma's own `migrate deploy` works here too, but
 * lingers ten seconds before it exits.) Then lets the runtime's login take the two roles.
 * @param ownerUrl may create tables, roles and extensions
 * @param runtimeUrl the app's login; made when it does not exist
 * @returns names of the migrations applied now
 */
export async function migrate(ownerUrl: string, runtimeUrl: string): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: "tributary migrate" });
  await owner.connect();
  try {
    await owner.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const applied = await applyMissing(owner);
    await admitRuntime(owner, new URL(runtimeUrl));
    return applied;
  } finally {
    await owner.end();
  }
}

async function applyMissing(owner: pg.Client): Promise<string[]> {
  await owner.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`);
  const { rows } = await owner.query<{ migration_name: string; checksum: string }>(
    "SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const known = new Map(rows.map((row) => [row.migration_name, row.checksum]));
  const applied: string[] = [];
  for (const entry of (await readdir(FOLDER, { withFileTypes: true }))
    .filter((each) => each.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const sql = await readFile(new URL(`${entry.name}/migration.sql`, FOLDER), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    const before = known.get(entry.name);
    if (before === checksum) continue;
    if (before !== undefined)
      throw new Error(
        `Migration ${entry.name} was changed after it was applied. Put the file back, and say what changes in a new migration.`,
      );
    await applyOne(owner, entry.name, sql, checksum);
    applied.push(entry.name);
  }
  return applied;
}

async function applyOne(owner: pg.Client, name: string, sql: string, checksum: string) {
  await owner.query("BEGIN");
  try {
    await owner.query(sql);
    await owner.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), now(), 1)",
      [randomUUID(), checksum, name],
    );
    await owner.query("COMMIT");
  } catch (error) {
    await owner.query("ROLLBACK");
    throw new Error(`Migration ${name} failed and left nothing behind: ${String(error)}`, { cause: error });
  }
}

/** The runtime's login may take each role and inherits neither; the owner itself may serve as runtime, too. */
async function admitRuntime(owner: pg.Client, runtime: URL) {
  const login = decodeURIComponent(runtime.username);
  const name = owner.escapeIdentifier(login);
  const { rowCount } = await owner.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [login]);
  if (rowCount === 0) {
    const password = owner.escapeLiteral(decodeURIComponent(runtime.password));
    await owner
      .query(`CREATE ROLE ${name} LOGIN NOINHERIT NOBYPASSRLS PASSWORD ${password}`)
      .catch((error: { code?: string }) => {
        if (error.code !== "42710" && error.code !== "23505") throw error;
      });
  }
  await owner.query(`GRANT tributary_app, tributary_system, tributary_erase TO ${name}`);
}
