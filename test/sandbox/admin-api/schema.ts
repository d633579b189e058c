import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";
import { fileInTar } from "#test/sandbox/admin-api/tar.ts";

/** The Admin API version that is simulated. */
export const API_VERSION = "2026-10";

const PACKAGE = "@shopify/dev-mcp@1.16.0";
const INTEGRITY =
  "sha512-tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==";
const FILE = `admin_${API_VERSION}.json.gz`;

/** One line of Shopify's own list: which scopes a type or a field asks of an offline token. */
export type ScopeRule = {
  readonly typeName: string;
  readonly fieldName?: string;
  readonly requiredAccess: string;
  readonly offlineScopes: readonly string[];
};

/** Shopify's real Admin schema, with its scope rules. */
export type AdminSchema = { readonly schema: GraphQLSchema; readonly scopeRules: readonly ScopeRule[] };

/** Reads the schema from `folder`; the first time it is fetched as an npm package whose sha512 is pinned here. */
export async function adminSchema(folder: string): Promise<AdminSchema> {
  const path = join(folder, FILE);
  if (!existsSync(path)) await fetchSchema(folder, path);
  const kept = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8")) as {
    data: IntrospectionQuery;
    offline_scopes: { items: ScopeRule[] };
  };
  return {
    schema: buildClientSchema(kept.data, { assumeValid: true }),
    scopeRules: kept.offline_scopes.items,
  };
}

async function fetchSchema(folder: string, path: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const work = mkdtempSync(join(folder, "schema-"));
  try {
    const tarball = await pack(work);
    const integrity = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
    if (integrity !== INTEGRITY) {
      throw new Error(`${PACKAGE} came with ${integrity}, not the pinned ${INTEGRITY}: do not use it.`);
    }
    const file = fileInTar(gunzipSync(tarball), `package/dist/data/${FILE}`);
    if (file === null) throw new Error(`${PACKAGE} holds no dist/data/${FILE}.`);
    const whole = join(work, FILE);
    writeFileSync(whole, file);
    renameSync(whole, path);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function pack(work: string): Promise<Buffer> {
  try {
    const run = promisify(execFile);
    const { stdout } = await run("npm", ["pack", PACKAGE, "--silent", "--ignore-scripts"], {
      cwd: work,
      shell: process.platform === "win32",
    });
    return readFileSync(join(work, stdout.trim().split("\n").at(-1) ?? ""));
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The sandbox needs Shopify's Admin schema once, from npm (${PACKAGE}), and could not get it.\n` +
        `Next: check that \`npm ping\` works and start again, or run \`npm pack ${PACKAGE}\` where there is a network ` +
        `and put its dist/data/${FILE} into the cache folder.\n${said}`,
    );
  }
}
