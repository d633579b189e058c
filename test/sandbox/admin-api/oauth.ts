import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { whyRefused } from "#test/sandbox/admin-api/id-token.ts";
import { ACCESS_SECONDS, type Grant, REFRESH_SECONDS } from "#test/sandbox/admin-api/tokens.ts";

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";

type Answer = [body: Record<string, unknown>, status: number];

/** Answers POST /admin/oauth/access_token: token exchange, and refresh with rotation. */
export function answerOAuth(api: AdminApi, body: string): Answer {
  const asked = fieldsOf(body);
  if (asked.client_id !== api.app.key || asked.client_secret !== api.app.secret) {
    return refuse("invalid_client", "client_id and client_secret are not this app's");
  }
  if (asked.grant_type === "refresh_token") {
    const grant = api.tokens.rotate(asked.refresh_token ?? "");
    return grant
      ? granted(api, grant)
      : refuse("invalid_grant", "the refresh token is unknown, used up or expired");
  }
  if (asked.grant_type !== EXCHANGE) return notSimulated(`grant_type ${asked.grant_type}`);
  if (asked.requested_token_type !== OFFLINE) return notSimulated(`token type ${asked.requested_token_type}`);
  if (asked.expiring !== "1")
    return notSimulated("offline tokens that do not expire (public apps may not have them)");
  if (asked.subject_token_type !== ID_TOKEN)
    return refuse("invalid_request", "subject_token_type must be id_token");
  if (!api.tokens.isInstalled())
    return refuse("invalid_subject_token", "the app is not installed in this shop");
  const why = whyRefused(asked.subject_token ?? "", api.app, api.shop.settings.domain);
  return why === null ? granted(api, api.tokens.issue()) : refuse("invalid_subject_token", why);
}

function granted(api: AdminApi, grant: Grant): Answer {
  const body = {
    access_token: grant.access,
    scope: api.asked,
    expires_in: ACCESS_SECONDS,
    refresh_token: grant.refresh,
    refresh_token_expires_in: REFRESH_SECONDS,
  };
  return [body, 200];
}

function refuse(error: string, description: string): Answer {
  return [{ error, error_description: description }, 400];
}

function notSimulated(what: string): Answer {
  console.error(`sandbox: not simulated: ${what}`);
  return refuse("invalid_request", `not simulated: ${what}`);
}

function fieldsOf(body: string): Record<string, string | undefined> {
  if (!body.trimStart().startsWith("{")) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as Record<string, string | undefined>;
  } catch {
    return {};
  }
}
