import { type ApiFault, type ApiFaults, SLOW_MS } from "#test/sandbox/admin-api/faults.ts";
import type { Faults } from "#test/sandbox/webhooks/faults.ts";

/** What can go wrong between the app and Shopify, on either way. */
export type Weather = { readonly webhooks: Faults; readonly calls: ApiFaults };

/** Each of the API's faults in a few words. */
export const CALL_WORDS: Readonly<Record<ApiFault, string>> = {
  "server-error": "HTTP 502",
  throttled: "THROTTLED, the budget used up",
  "too-many": "HTTP 429, asked to wait a second",
  html: "A page in place of JSON",
  truncated: "Half an answer",
  slow: `An answer after ${SLOW_MS / 1000} seconds`,
  "lost-reply": "A change made, its answer lost",
  "token-expired": "Every access token expired",
  "no-expires-in": "New tokens without their end",
};

/** A share as a person types it: 0.125 is "12.5". */
export function percentOf(share: number): string {
  return String(Math.round(share * 1000) / 10);
}

/** What is bad about the weather now, in words; null when it is calm. */
export function describeWeather({ webhooks, calls }: Weather): string | null {
  const { duplicate, drop, delay, clock } = webhooks.plan();
  const late = `up to ${delay / 1000} s late${clock === "played" ? " in played time" : ""}`;
  const wrong = Object.values(calls.coming()).reduce((sum, count) => sum + count, 0);
  const bad = [
    duplicate > 0 ? `${percentOf(duplicate)}% of webhooks come twice` : "",
    drop > 0 ? `${percentOf(drop)}% are never sent` : "",
    delay > 0 ? `they come ${late}` : "",
    wrong > 0 ? `${wrong} ${wrong === 1 ? "call" : "calls"} to the API will go wrong` : "",
  ].filter(Boolean);
  return bad.length === 0 ? null : `Rough weather: ${bad.join("; ")}.`;
}
