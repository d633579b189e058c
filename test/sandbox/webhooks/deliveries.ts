import { Agent } from "node:http";
import {
  createFaults,
  type DeliveryFaults,
  type Faults,
  type Leaving,
} from "#test/sandbox/webhooks/faults.ts";
import { post, type Target } from "#test/sandbox/webhooks/post.ts";
import type { Webhook } from "#test/sandbox/webhooks/webhook.ts";

export type DeliveryOptions = {
  /** Requests under way at once; default 16. */
  concurrency?: number;
  /** Waiting deliveries before placing orders is held back; default 2,000. */
  waiting?: number;
  /** Tries in all; default 8, the pauses doubling from `firstPause` (default 100 ms: 12.7 s in all). */
  tries?: number;
  firstPause?: number;
  /** The weather to begin with; default calm. */
  faults?: Partial<DeliveryFaults>;
  /** Of the faults' dice; default 1. */
  seed?: number;
};

export type DeliveryCounts = {
  /** Webhooks that left, each counted once however often it is sent; a dropped one never does. */
  readonly sent: number;
  /** Of them answered 2xx. */
  readonly acknowledged: number;
  /** Deliveries given up after the last try; of a webhook that is sent twice each copy is one. */
  readonly failed: number;
  /** Requests made, retries and second copies included. */
  readonly requests: number;
  /** Deliveries on their way, held back ones included. */
  readonly waiting: number;
};

/** The signed webhooks on their way to the app. */
export type Deliveries = {
  readonly faults: Faults;
  counts(): DeliveryCounts;
  /** Resolves when the queue is shorter than its bound; what is held back is not in it. */
  room(): Promise<void>;
  /** Ends the delays, and resolves when everything was acknowledged or given up. */
  drain(): Promise<void>;
};

type Waiting = { readonly webhook: Webhook; tries: number };

const USUAL = { concurrency: 16, waiting: 2000, tries: 8, firstPause: 100, faults: {}, seed: 1 };

/** Sends webhooks to the app on 127.0.0.1 over kept-alive connections until each is answered 2xx. */
export function createDeliveries(
  target: Target,
  options: DeliveryOptions = {},
): Deliveries & {
  /** Takes the webhooks of one happening. */
  send(webhooks: readonly Webhook[]): void;
  stop(): void;
} {
  const bound = { ...USUAL, ...options };
  const agent = new Agent({ keepAlive: true, maxSockets: bound.concurrency });
  const acknowledged = new WeakSet<Webhook>();
  let queue: Waiting[] = [];
  let head = 0;
  let busy = 0;
  let resting = 0;
  let isStopped = false;
  const counts = { sent: 0, acknowledged: 0, failed: 0, requests: 0 };
  let onRoom: (() => void)[] = [];
  let onDrained: (() => void)[] = [];
  const faults = createFaults(bound.faults, bound.seed, leave);

  const waiting = () => queue.length - head + busy + resting;

  function leave(leaving: readonly Leaving[]): void {
    for (const { webhook, isCopy } of leaving) {
      if (!isCopy) counts.sent++;
      queue.push({ webhook, tries: 0 });
    }
    next();
  }

  function next(): void {
    while (!isStopped && busy < bound.concurrency && head < queue.length) {
      const one = queue[head++];
      if (one) void attempt(one);
    }
    if (head > 1000) {
      queue = queue.slice(head);
      head = 0;
    }
    if (waiting() < bound.waiting) onRoom = wake(onRoom);
    if (waiting() === 0) onDrained = wake(onDrained);
  }

  async function attempt(one: Waiting): Promise<void> {
    busy++;
    one.tries++;
    counts.requests++;
    const status = await post(one.webhook, target, agent);
    busy--;
    if (status >= 200 && status < 300) acknowledge(one.webhook);
    else if (one.tries >= bound.tries) giveUp(one, status);
    else rest(one);
    next();
  }

  /** A webhook is acknowledged once, whichever of its copies was. */
  function acknowledge(webhook: Webhook): void {
    if (!acknowledged.has(webhook)) counts.acknowledged++;
    acknowledged.add(webhook);
  }

  function rest(one: Waiting): void {
    if (isStopped) return;
    resting++;
    const timer = setTimeout(
      () => {
        resting--;
        queue.push(one);
        next();
      },
      bound.firstPause * 2 ** (one.tries - 1),
    );
    timer.unref();
  }

  function giveUp({ webhook: { headers }, tries }: Waiting, status: number): void {
    counts.failed++;
    console.error(
      `sandbox: gave up ${headers["X-Shopify-Topic"]} ${headers["X-Shopify-Webhook-Id"]} after ${tries} tries; ` +
        `the app last said ${status === 0 ? "nothing" : status}`,
    );
  }

  return {
    faults,
    send: faults.take,
    counts: () => ({ ...counts, waiting: waiting() + faults.counts().held }),
    room: () =>
      waiting() < bound.waiting ? Promise.resolve() : new Promise((resolve) => onRoom.push(resolve)),
    drain() {
      faults.releaseAll();
      return waiting() === 0 ? Promise.resolve() : new Promise((resolve) => onDrained.push(resolve));
    },
    stop() {
      isStopped = true;
      agent.destroy();
    },
  };
}

function wake(waiters: (() => void)[]): [] {
  for (const resolve of waiters) resolve();
  return [];
}
