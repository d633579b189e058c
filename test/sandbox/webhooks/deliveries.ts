import { Agent, request } from "node:http";
import type { Webhook } from "#test/sandbox/webhooks/webhook.ts";

export type DeliveryOptions = {
  /** Requests under way at once; default 16. */
  concurrency?: number;
  /** Waiting deliveries before placing orders is held back; default 2,000. */
  waiting?: number;
  /** Tries in all; default 8, the pauses doubling from `firstPause` (default 100 ms: 12.7 s in all). */
  tries?: number;
  firstPause?: number;
};

export type DeliveryCounts = {
  /** Webhooks that were queued. */
  readonly sent: number;
  /** Of them answered 2xx. */
  readonly acknowledged: number;
  /** Of them given up after the last try. */
  readonly failed: number;
  /** Requests made, retries included. */
  readonly requests: number;
  readonly waiting: number;
};

/** The signed webhooks on their way to the app. */
export type Deliveries = {
  counts(): DeliveryCounts;
  /** Resolves when the queue is shorter than its bound. */
  room(): Promise<void>;
  /** Resolves when every queued webhook was acknowledged or given up. */
  drain(): Promise<void>;
};

type Target = { readonly port: number; readonly host: string; readonly protocol: string };
type Waiting = { readonly webhook: Webhook; tries: number };

const USUAL = { concurrency: 16, waiting: 2000, tries: 8, firstPause: 100 };
/** Shopify gives an app five seconds. */
const PATIENCE = 5000;

/** Sends webhooks to the app on 127.0.0.1 over kept-alive connections until each is answered 2xx. */
export function createDeliveries(
  target: Target,
  options: DeliveryOptions = {},
): Deliveries & { send(webhooks: readonly Webhook[]): void; stop(): void } {
  const bound = { ...USUAL, ...options };
  const agent = new Agent({ keepAlive: true, maxSockets: bound.concurrency });
  let queue: Waiting[] = [];
  let head = 0;
  let busy = 0;
  let resting = 0;
  let isStopped = false;
  const counts = { sent: 0, acknowledged: 0, failed: 0, requests: 0 };
  let onRoom: (() => void)[] = [];
  let onDrained: (() => void)[] = [];

  const waiting = () => queue.length - head + busy + resting;

  function next(): void {
    while (!isStopped && busy < bound.concurrency && head < queue.length) {
      const one = queue[head++];
      if (one) attempt(one);
    }
    if (head > 1000) {
      queue = queue.slice(head);
      head = 0;
    }
    if (waiting() < bound.waiting) onRoom = wake(onRoom);
    if (waiting() === 0) onDrained = wake(onDrained);
  }

  function attempt(one: Waiting): void {
    busy++;
    one.tries++;
    counts.requests++;
    post(one.webhook, (status) => {
      busy--;
      if (status >= 200 && status < 300) counts.acknowledged++;
      else if (one.tries >= bound.tries) giveUp(one, status);
      else rest(one);
      next();
    });
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

  function giveUp(one: Waiting, status: number): void {
    counts.failed++;
    const { headers } = one.webhook;
    console.error(
      `sandbox: gave up ${headers["X-Shopify-Topic"]} ${headers["X-Shopify-Webhook-Id"]} after ${one.tries} tries; ` +
        `the app last said ${status === 0 ? "nothing" : status}`,
    );
  }

  function post(webhook: Webhook, done: (status: number) => void): void {
    let isDone = false;
    const finish = (status: number) => {
      if (!isDone) done(status);
      isDone = true;
    };
    const body = Buffer.from(webhook.body);
    const sending = request(
      {
        agent,
        host: "127.0.0.1",
        port: target.port,
        path: webhook.path,
        method: "POST",
        headers: {
          ...webhook.headers,
          Host: target.host,
          "X-Forwarded-Proto": target.protocol,
          "Content-Length": body.length,
        },
        timeout: PATIENCE,
      },
      (response) => {
        response.resume();
        response.on("end", () => finish(response.statusCode ?? 0));
        response.on("error", () => finish(0));
      },
    );
    sending.on("timeout", () => sending.destroy());
    sending.on("error", () => finish(0));
    sending.end(body);
  }

  return {
    send(webhooks) {
      counts.sent += webhooks.length;
      for (const webhook of webhooks) queue.push({ webhook, tries: 0 });
      next();
    },
    counts: () => ({ ...counts, waiting: waiting() }),
    room: () =>
      waiting() < bound.waiting ? Promise.resolve() : new Promise((resolve) => onRoom.push(resolve)),
    drain: () => (waiting() === 0 ? Promise.resolve() : new Promise((resolve) => onDrained.push(resolve))),
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
