import { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "@prisma/client";
import pg from "pg";
import { env } from "#app/env.server.ts";
import type { ShopId } from "#app/kernel/id.ts";
import { log } from "#app/log.server.ts";

/** One open transaction. Every statement in it sees one shop's rows, or, for the system, the queues. */
export type Tx = Pick<pg.PoolClient, "query">;

/** The database as the app reaches it: rows of one shop at a time, or the queues, sessions and shops of all. */
export type Database = {
  /** Runs as `tributary_app`: row-level security, and nothing without a shop. */
  readonly app: pg.Pool;
  /** Runs as `tributary_system`: inbox, outbox, sessions, shops; no shop's facts. */
  readonly system: pg.Pool;
  readonly prisma: PrismaClient;
  readonly close: () => Promise<void>;
};

/** No statement of ours takes so long: a connection that says nothing for so long is dead, though nobody told us. */
const SILENCE_MS = 30_000;

/** Opens the database. `size` is how many connections each role may hold; one that is silent for `silenceMs` breaks. */
export function openDatabase(url: string, size = 10, silenceMs = SILENCE_MS): Database {
  const app = pool(url, "tributary_app", size, silenceMs);
  const system = pool(url, "tributary_system", size, silenceMs);
  const reads = pool(url, "tributary_app", size, silenceMs);
  giveBackWhatBroke(reads);
  const prisma = new PrismaClient({ adapter: new PrismaPg(reads) });
  return {
    app,
    system,
    prisma,
    close: async () => {
      await prisma.$disconnect();
      await Promise.all([app, system, reads].filter((each) => !each.ended).map((each) => each.end()));
    },
  };
}

function pool(connectionString: string, role: string, max: number, silenceMs: number): pg.Pool {
  const made = new pg.Pool({
    connectionString,
    max,
    options: `-c role=${role}`,
    application_name: role,
    connectionTimeoutMillis: 5_000,
    stream: () => socketThatBreaks(silenceMs),
  });
  // Without listeners a connection that PostgreSQL drops would end the process: idle ones tell the pool, busy ones only themselves.
  made.on("error", (error) => log().warn({ role, reason: error.message }, "a database connection was lost"));
  made.on("connect", (client) => client.on("error", () => {}));
  return made;
}

/** A network that swallows everything reports nothing: without this, whoever waits for a reply would wait for ever. */
function socketThatBreaks(silenceMs: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silenceMs, () =>
    socket.destroy(new Error(`PostgreSQL has said nothing for ${silenceMs} ms: is the network there?`)),
  );
}

/** How long whoever holds a connection that broke may take to give it back. */
const GIVE_BACK_MS = 50;

/** Prisma's adapter never releases a connection that broke under it: its place in the pool would be lost for ever. */
function giveBackWhatBroke(from: pg.Pool): void {
  from.on("connect", (client) => {
    client.on("error", (error) => {
      setTimeout(() => {
        try {
          (client as pg.PoolClient).release(error);
        } catch {
          // Released already, as it should be.
        }
      }, GIVE_BACK_MS).unref();
    });
  });
}

let opened: Database | undefined;

/** The process's database, opened on first use. */
export const db = (): Database => (opened ??= openDatabase(env().DATABASE_URL));

/**
 * Reads a shop's rows through Prisma, all queries in one transaction that has the shop set.
 * `const [creators] = await readShop(db, shopId, (prisma) => [prisma.creator.findMany()])`
 */
export async function readShop<const Queries extends readonly Prisma.PrismaPromise<unknown>[]>(
  database: Database,
  shopId: ShopId,
  queries: (prisma: PrismaClient) => Queries,
): Promise<{ -readonly [Index in keyof Queries]: Awaited<Queries[Index]> }> {
  const { prisma } = database;
  const setShop = prisma.$executeRaw`SELECT set_config('app.shop_id', ${shopId}, true)`;
  const [, ...results] = await prisma.$transaction([setShop, ...queries(prisma)]);
  return results as { -readonly [Index in keyof Queries]: Awaited<Queries[Index]> };
}

/** Writes a shop's rows: everything `work` does is committed together, or not at all and the error comes out. */
export function inShop<Result>(
  database: Database,
  shopId: ShopId,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return transaction(database.app, async (tx) => {
    await tx.query("SELECT set_config('app.shop_id', $1, true)", [shopId]);
    const result = await work(tx);
    await writeEnding(tx);
    return result;
  });
}

/** Writes queues, sessions and shops as the system, in one transaction. */
export function inSystem<Result>(database: Database, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return transaction(database.system, work);
}

/** Turns a system transaction to a shop's rows for `work`, and back: so that a delivery and its effects commit together. */
export async function withinShop<Result>(
  tx: Tx,
  shopId: ShopId,
  work: () => Promise<Result>,
): Promise<Result> {
  await tx.query("SELECT set_config('role', 'tributary_app', true), set_config('app.shop_id', $1, true)", [
    shopId,
  ]);
  const result = await work();
  await writeEnding(tx);
  await tx.query("SELECT set_config('role', 'tributary_system', true), set_config('app.shop_id', '', true)");
  return result;
}

type Ending = { readonly collected: unknown; readonly write: () => Promise<void> };
const endings = new WeakMap<Tx, Map<unknown, Ending>>();

/**
 * Collects what is to be written as the last of a shop's transaction: rows that many transactions write are locked for as
 * short as can be, and all of them in one sequence, however many orders a transaction is about.
 * @param write writes what was collected; one and the same function for one kind of thing
 * @param begin makes what things are collected in, the first time they are in this transaction
 */
export function atEnd<Collected>(
  tx: Tx,
  write: (tx: Tx, collected: Collected) => Promise<void>,
  begin: () => Collected,
): Collected {
  const ofTx = endings.get(tx) ?? new Map<unknown, Ending>();
  endings.set(tx, ofTx);
  const known = ofTx.get(write);
  if (known) return known.collected as Collected;
  const collected = begin();
  ofTx.set(write, { collected, write: () => write(tx, collected) });
  return collected;
}

async function writeEnding(tx: Tx): Promise<void> {
  for (const { write } of endings.get(tx)?.values() ?? []) await write();
  endings.delete(tx);
}

/** Names of statements that carry values, by their text: PostgreSQL reads and plans each once per connection. The texts are ours, so few. */
const names = new Map<string, string>();

/** The same connection, whose statements with values are prepared. */
function prepared(client: pg.PoolClient): Tx {
  const query = (text: string, values?: unknown[]) => {
    if (!values) return client.query(text);
    const name = names.get(text) ?? `s${names.size + 1}`;
    names.set(text, name);
    return client.query({ name, text, values });
  };
  return { query: query as pg.PoolClient["query"] };
}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK = "40P01";

async function transaction<Result>(from: pg.Pool, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const client = await from.connect();
    let failure: Error | undefined;
    try {
      await client.query("BEGIN");
      const result = await work(prepared(client));
      await client.query("SET CONSTRAINTS ALL IMMEDIATE; COMMIT");
      return result;
    } catch (error) {
      failure = error as Error;
      const { code } = error as { code?: string };
      if ((code !== SERIALIZATION_FAILURE && code !== DEADLOCK) || attempt === 5) throw error;
    } finally {
      // A client whose transaction failed is destroyed: PostgreSQL rolls back what it left open.
      client.release(failure);
    }
    await new Promise((resolve) => setTimeout(resolve, 5 * attempt * (1 + Math.random())));
  }
}
