/**
 * A shop's offline token: good for five minutes more whenever it is handed out, and refreshed once, whoever and however
 * many ask. Shopify's library would refresh without a lock, so it is never asked to. What Shopify no longer accepts is
 * marked dead and not tried again: only a merchant who opens the app brings a new one.
 */
import { HttpResponseError, type Session } from "@shopify/shopify-api";
import { type Database, inSystem } from "#app/db.server.ts";
import { log } from "#app/log.server.ts";
import { findSession, lockTokens, offlineId, replaceTokens } from "#app/shopify/session.server.ts";
import { secretKeys, shopifyCalls } from "#app/shopify/shopify.server.ts";

/** A token with less life than this is refreshed before it is used. */
const MARGIN_MS = 300_000;
/** A refresh holds the shop's lock: one that takes longer is given up. The refresh token stays good until its successor is used. */
const PATIENCE_MS = 15_000;

/** Shopify gave us no token for this shop, or accepts ours no longer. A merchant must act; trying again does not help. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
  constructor(domain: string) {
    super(`Shopify no longer accepts our token for ${domain}: open the app in the shop's admin once`);
  }
}

/**
 * The shop's offline session with a token that is good for five minutes more.
 * @param refused a token that Shopify has just answered with 401: it is refreshed however long it should still last
 * @throws TokenRefused when there is no token, or Shopify does not refresh it; an Error when Shopify cannot be reached
 */
export async function usableSession(database: Database, domain: string, refused?: string): Promise<Session> {
  const found = await findSession(database.system, secretKeys(), offlineId(domain));
  if (found && isGood(found, refused)) return found;
  const session = await inSystem(database, async (tx) => {
    await lockTokens(tx, domain);
    const stored = await findSession(tx, secretKeys(), offlineId(domain));
    if (!stored || isGood(stored, refused)) return stored;
    const isDead = !stored.accessToken && !stored.refreshToken;
    if (isDead) return undefined;
    const renewed = await refreshed(stored);
    if (!renewed) log().warn({ shop: domain }, "Shopify does not refresh a token: it is dead");
    const isThere = await replaceTokens(tx, secretKeys(), renewed ?? dead(stored, new Date()), new Date());
    return isThere ? renewed : undefined;
  });
  if (!session) throw new TokenRefused(domain);
  return session;
}

/** Marks a token dead that Shopify refuses although it was just refreshed, unless another took its place meanwhile. */
export async function markDead(
  database: Database,
  domain: string,
  refused: string | undefined,
): Promise<void> {
  await inSystem(database, async (tx) => {
    await lockTokens(tx, domain);
    const stored = await findSession(tx, secretKeys(), offlineId(domain));
    if (stored?.accessToken !== refused || !stored) return;
    await replaceTokens(tx, secretKeys(), dead(stored, new Date()), new Date());
    log().warn({ shop: domain }, "Shopify refuses a token that is new: it is dead");
  });
}

/** Whether a session's token may be used now. */
export function isGood(session: Session, refused?: string): boolean {
  return session.isActive(undefined, MARGIN_MS) && session.accessToken !== refused;
}

/** Ends now, with neither token: no call is made with it, and the next admin request exchanges a new one. */
function dead(session: Session, now: Date): Session {
  return Object.assign(session, {
    accessToken: undefined,
    refreshToken: undefined,
    refreshTokenExpires: undefined,
    expires: now,
  });
}

/** The session with new tokens; null when Shopify refuses to give any. @throws when it is not Shopify's word on this token */
async function refreshed(session: Session): Promise<Session | null> {
  const { shop, refreshToken, refreshTokenExpires } = session;
  if (!refreshToken) return null;
  const answer = await withinPatience(shopifyCalls().auth.refreshToken({ shop, refreshToken })).catch(
    (error: unknown) => error as Error,
  );
  if (answer instanceof Error) {
    if (isFinal(answer)) return null;
    // Not the whole error: it may quote an answer that holds a token.
    const code = answer instanceof HttpResponseError ? answer.response.code : answer.name;
    throw new Error(`Shopify did not refresh the token of ${shop} (${code})`);
  }
  const { session: fresh } = answer;
  if (!fresh.accessToken)
    throw new Error(`Shopify refreshed the token of ${shop} with an answer without one`);
  if (fresh.refreshToken) return fresh;
  return Object.assign(fresh, { refreshToken, refreshTokenExpires });
}

/** Whether Shopify's refusal is about the token: not about our own secret, and not for the moment only. */
function isFinal(error: Error): boolean {
  if (!(error instanceof HttpResponseError)) return false;
  const { code, body } = error.response;
  const why = (body as { error?: unknown } | undefined)?.error;
  return code >= 400 && code < 500 && code !== 408 && code !== 429 && why !== "invalid_client";
}

async function withinPatience<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new DOMException("", "TimeoutError")), PATIENCE_MS);
  return Promise.race([answer, late.promise]).finally(() => clearTimeout(timer));
}
