import { createHmac, randomBytes } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Proxied } from "#app/shopify/proxy.server.ts";

/** How often something may be asked in a minute: by one client of a shop, and, where given, by all of them together. */
export type Rate = { readonly name: string; readonly ofClient: number; readonly ofShop?: number };

type Limiters = { readonly ofClient: RateLimiterMemory; readonly ofShop: RateLimiterMemory | null };

const MINUTE = 60;
/** Clients share so many counters, chosen by a hash nobody else can compute: a flood of addresses takes no more memory. */
const COUNTERS = 32_768;
const key = randomBytes(32);
const made = new Map<string, Limiters>();

/**
 * Holds back who asks too often. It is counted in this process's memory, by its own clock, and that is enough: it has to
 * keep a flood from the database, cheaply and before the first statement, and nothing that is kept rests on it. With two
 * processes a client gets twice as much, after a restart a fresh minute, and both do no harm. No address is kept, only counters.
 * @throws a Response: 429, and in Retry-After when to come back
 */
export async function holdBack(rate: Rate, { shopDomain, client }: Proxied): Promise<void> {
  const { ofClient, ofShop } = limitersOf(rate);
  try {
    await ofClient.consume(counterOf(`${shopDomain} ${client}`));
    await ofShop?.consume(shopDomain);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = String(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    throw new Response(null, {
      status: 429,
      headers: { "Retry-After": seconds, "Cache-Control": "no-store" },
    });
  }
}

function limitersOf({ name, ofClient, ofShop }: Rate): Limiters {
  const known = made.get(name);
  if (known) return known;
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: MINUTE });
  const limiters = { ofClient: limiter(ofClient), ofShop: ofShop === undefined ? null : limiter(ofShop) };
  made.set(name, limiters);
  return limiters;
}

const counterOf = (who: string) => createHmac("sha256", key).update(who).digest().readUInt32BE() % COUNTERS;
