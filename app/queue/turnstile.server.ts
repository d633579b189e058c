import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

/** How often one and the same may pass: `times` within `seconds`. */
export type Turnstile = { readonly name: string; readonly times: number; readonly seconds: number };

const limiters = new Map<string, RateLimiterMemory>();

/**
 * Lets somebody from outside pass, or not, by how often they did before: in this process, by the real clock. What is
 * counted is forgotten with the process, so it only slows programs down; nothing may rest on it.
 */
export async function mayPass({ name, times, seconds }: Turnstile, who: string): Promise<boolean> {
  const limiter =
    limiters.get(name) ?? new RateLimiterMemory({ keyPrefix: name, points: times, duration: seconds });
  limiters.set(name, limiter);
  try {
    await limiter.consume(who);
    return true;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return false;
    throw refused;
  }
}
