import type { ServerResponse } from "node:http";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { API_FAULTS, SLOW_MS } from "#test/sandbox/admin-api/faults.ts";
import { answerOAuth } from "#test/sandbox/admin-api/oauth.ts";
import { send, sendJson } from "#test/sandbox/network/body.ts";

type Answer = readonly [body: Record<string, unknown>, status: number];

const OF_OAUTH = ["no-expires-in"] as const;
const OF_MUTATIONS = ["lost-reply"] as const;
const ofQueries = API_FAULTS.filter((one) => one !== "no-expires-in" && one !== "lost-reply");

/** Answers an operation of the app's, as wrongly as was asked for. `carryOut` does what the operation says. */
export async function answerFaulty(
  api: AdminApi,
  response: ServerResponse,
  body: string,
  carryOut: () => Answer,
): Promise<void> {
  const isMutation = /\bmutation\b/.test(body);
  const fault = api.faults.take(isMutation ? [...OF_MUTATIONS, ...ofQueries] : ofQueries);
  const page = "<!doctype html><title>Shopify</title><h1>Something went wrong</h1>";
  switch (fault) {
    case "server-error":
      return send(response, 502, "text/html", page);
    case "html":
      return send(response, 200, "text/html", page);
    case "too-many":
      return send(response, 429, "application/json", '{"errors":"Too many"}', { "retry-after": "1.0" });
    case "throttled":
      api.bucket.empty();
      break;
    case "token-expired":
      api.tokens.expireAccess();
      break;
    default:
  }
  const [answer, status] = carryOut();
  if (fault === "lost-reply") return void response.destroy();
  if (fault === "truncated") {
    const text = JSON.stringify(answer);
    return send(response, status, "application/json; charset=utf-8", text.slice(0, text.length / 2));
  }
  if (fault === "slow") await wait(response);
  if (!response.destroyed) sendJson(response, answer, status);
}

/** Answers the OAuth door, as wrongly as was asked for. */
export function answerTokens(api: AdminApi, response: ServerResponse, body: string): void {
  const [answer, status] = answerOAuth(api, body);
  const isEndless = "expires_in" in answer && api.faults.take(OF_OAUTH) !== null;
  const { expires_in: _, ...endless } = answer;
  sendJson(response, isEndless ? endless : answer, status);
}

/** Until the answer is slow enough, or nobody waits for it any more. */
function wait(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, SLOW_MS);
    timer.unref();
    response.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
