import { setTimeout as pause } from "node:timers/promises";
import { spreadOf } from "#test/bench/figures/spread.ts";
import { type Connection, openConnection } from "#test/bench/load/connection.ts";
import type { Loaded, Pace } from "#test/bench/load/plan.ts";

/** An open pace never has more connections: Shopify does not open thousands either. */
const MOST_CONNECTIONS = 128;

/** What is sent, and how an answer is taken. */
export type Sending = {
  readonly port: number;
  readonly seconds: number;
  readonly pace: Pace;
  /** The whole request that is sent as the `index`th, due at an instant (milliseconds since 1970). */
  readonly requestOf: (index: number, dueAt: number) => readonly Buffer[];
  /** Whether an answer of this status is what was asked for. */
  readonly isGood: (status: number) => boolean;
};

/** Sends requests at a pace for a while, and tells what came of them. */
export async function sendAtPace({ port, seconds, pace, requestOf, isGood }: Sending): Promise<Loaded> {
  const latencies: number[] = [];
  let [sent, stored, lastAt] = [0, 0, 0];
  const since = performance.now();
  const sinceDate = Date.now();

  async function send(connection: Connection, dueAt: number): Promise<void> {
    const status = await connection.ask(requestOf(sent++, sinceDate + dueAt - since));
    lastAt = performance.now();
    latencies.push(lastAt - dueAt);
    if (isGood(status)) stored++;
  }

  async function closed(connections: number): Promise<void> {
    const end = since + seconds * 1000;
    const run = async () => {
      const connection = openConnection(port);
      while (performance.now() < end) await send(connection, performance.now());
      connection.close();
    };
    await Promise.all(Array.from({ length: connections }, run));
  }

  /** Each request is due at its own instant, and one that waits for a connection waits since then. */
  async function open(perSecond: number): Promise<void> {
    const total = perSecond * seconds;
    const idle = Array.from({ length: MOST_CONNECTIONS }, () => openConnection(port));
    const queue: number[] = [];
    const busy = new Set<Promise<void>>();
    const begin = async (connection: Connection) => {
      for (let dueAt = queue.shift(); dueAt !== undefined; dueAt = queue.shift())
        await send(connection, dueAt);
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
    for (const connection of idle) connection.close();
  }

  if ("connections" in pace) await closed(pace.connections);
  else await open(pace.perSecond);
  return {
    sent,
    stored,
    refused: sent - stored,
    seconds: (lastAt - since) / 1000,
    latency: spreadOf(latencies),
  };
}
