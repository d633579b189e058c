/**
 * Puts rows that the app made into an empty database, by straight SQL: one transaction an order, no decision, no lock, no
 * queue. Its only argument is an `Insertion` as JSON. It tells its parent "ready", begins when told anything, and tells the seconds.
 */
import pg from "pg";
import { readOrders } from "#test/bench/bare/rows.ts";

/** Rows of which database go into which, by how many connections; one of `parts` processes takes part `part` of the orders. */
export type Insertion = {
  readonly from: string;
  readonly into: string;
  readonly shopId: string;
  readonly connections: number;
  readonly part: number;
  readonly parts: number;
};

const { from, into, shopId, connections, part, parts }: Insertion = JSON.parse(process.argv[2] ?? "");
const orders = await readOrders(from, part, parts);
const clients = await Promise.all(Array.from({ length: connections }, connect));
const told = new Promise<void>((resolve) => process.once("message", () => resolve()));
const waiting = setInterval(() => {}, 60_000);
process.send?.("ready");
await told;
clearInterval(waiting);

let next = 0;
const since = performance.now();
await Promise.all(clients.map(work));
const seconds = (performance.now() - since) / 1000;
await Promise.all(clients.map((client) => client.end()));
process.send?.({ seconds, orders: orders.length }, () => process.exit(0));

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: into, options: "-c role=tributary_app" });
  await client.connect();
  await client.query("SELECT set_config('app.shop_id', $1, false)", [shopId]);
  return client;
}

async function work(client: pg.Client): Promise<void> {
  for (let order = orders[next++]; order; order = orders[next++]) {
    await client.query("BEGIN");
    for (const { name, text, values } of order) await client.query({ name, text, values: [...values] });
    await client.query("COMMIT");
  }
}
