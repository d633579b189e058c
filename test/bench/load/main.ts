/**
 * The generator of webhooks, a process of its own: its only argument is a plan as JSON, and it tells its parent what came
 * of it. Every webhook is unique and really signed.
 */
import { createHmac } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { spreadOf } from "#test/bench/figures/spread.ts";
import { type Connection, openConnection } from "#test/bench/load/connection.ts";
import { orderMould } from "#test/bench/load/orders.ts";
import type { Loaded, Plan } from "#test/bench/load/plan.ts";

/** An open pace never has more connections: Shopify does not open thousands either. */
const MOST_CONNECTIONS = 128;

const plan: Plan = JSON.parse(process.argv[2] ?? "");
const mould = orderMould();
const latencies: number[] = [];
let [sent, stored, lastAt] = [0, 0, 0];
const since = performance.now();
const sinceDate = Date.now();

if ("connections" in plan.pace) await closed(plan.pace.connections);
else await open(plan.pace.perSecond);

const loaded: Loaded = {
  sent,
  stored,
  refused: sent - stored,
  seconds: (lastAt - since) / 1000,
  latency: spreadOf(latencies),
};
process.send?.(loaded, () => process.exit(0));

async function closed(connections: number): Promise<void> {
  const end = since + plan.seconds * 1000;
  const run = async () => {
    const connection = openConnection(plan.port);
    while (performance.now() < end) await send(connection, performance.now());
    connection.close();
  };
  await Promise.all(Array.from({ length: connections }, run));
}

/** Each webhook is due at its own instant, and one that waits for a connection waits since then. */
async function open(perSecond: number): Promise<void> {
  const total = perSecond * plan.seconds;
  const idle = Array.from({ length: MOST_CONNECTIONS }, () => openConnection(plan.port));
  const queue: number[] = [];
  const busy = new Set<Promise<void>>();
  const begin = async (connection: Connection) => {
    for (let dueAt = queue.shift(); dueAt !== undefined; dueAt = queue.shift()) await send(connection, dueAt);
    idle.push(connection);
  };
  for (let index = 0; index < total; ) {
    const dueAt = since + (index * 1000) / perSecond;
    if (dueAt > performance.now()) {
      await pause(1);
      continue;
    }
    index++;
    queue.push(dueAt);
    const connection = idle.pop();
    if (!connection) continue;
    const work = begin(connection).finally(() => busy.delete(work));
    busy.add(work);
  }
  await Promise.all(busy);
}

async function send(connection: Connection, dueAt: number): Promise<void> {
  const n = plan.first + sent++;
  const status = await connection.ask(requestOf(n, sinceDate + dueAt - since));
  lastAt = performance.now();
  latencies.push(lastAt - dueAt);
  if (status >= 200 && status < 300) stored++;
}

function requestOf(n: number, dueAt: number): Buffer[] {
  const body = Buffer.from(mould(n));
  const head = [
    "POST /webhooks HTTP/1.1",
    "Host: 127.0.0.1",
    "Content-Type: application/json",
    "User-Agent: Shopify-Captain-Hook",
    "X-Shopify-Topic: orders/create",
    `X-Shopify-Shop-Domain: ${plan.shopDomain}`,
    "X-Shopify-API-Version: 2026-10",
    `X-Shopify-Webhook-Id: bench-${n}`,
    `X-Shopify-Event-Id: bench-event-${n}`,
    `X-Shopify-Triggered-At: ${new Date(dueAt).toISOString()}`,
    `X-Shopify-Hmac-Sha256: ${createHmac("sha256", plan.secret).update(body).digest("base64")}`,
    `Content-Length: ${body.length}`,
  ];
  return [Buffer.from(`${head.join("\r\n")}\r\n\r\n`), body];
}
