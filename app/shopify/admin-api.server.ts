import {
  GraphqlQueryError,
  HttpResponseError,
  HttpThrottlingError,
  type Session,
} from "@shopify/shopify-api";
import { z } from "zod";
import { db } from "#app/db.server.ts";
import { hostOf } from "#app/shopify/addresses.ts";
import { shopifyCalls } from "#app/shopify/shopify.server.ts";
import type { ShopDetails } from "#app/shopify/shops.server.ts";
import { isGood, markDead, TokenRefused, usableSession } from "#app/shopify/tokens.server.ts";

/** Sends one operation to a shop's Admin GraphQL API. */
export type AdminGraphql = (
  query: string,
  options?: { variables?: Record<string, unknown> },
) => Promise<Pick<Response, "json">>;

/** Shopify has no room for this call yet: try again after so many milliseconds. */
export class Throttled extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super(`Shopify asks to wait ${afterMs} ms`);
    this.afterMs = afterMs;
  }
}

/** What a call costs and what is left, as Shopify reports it beside every answer. */
const cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({ currentlyAvailable: z.number(), restoreRate: z.number() }),
});
const envelope = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }),
    )
    .optional(),
  extensions: z.object({ cost: cost.optional() }).optional(),
});

/** When a shop has room again, by its domain: so that a call that would be refused is not even sent. */
const roomAgainAt = new Map<string, number>();
/** Below this many points a call waits for the bucket to refill. Our dearest operation asks for about 20. */
const RESERVE = 50;

/**
 * A shop's Admin API with the app's own offline token, which is looked at before each call. A 401 is answered by one
 * refresh and one more try. @throws TokenRefused for shops that left, or whose token Shopify no longer accepts
 */
export async function adminOf(domain: string, database = db()): Promise<AdminGraphql> {
  let session = await usableSession(database, domain);
  return async (query, options) => {
    if (!isGood(session)) session = await usableSession(database, domain);
    try {
      return await call(session, query, options);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
    }
    session = await usableSession(database, domain, session.accessToken);
    try {
      return await call(session, query, options);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      await markDead(database, domain, session.accessToken);
      throw new TokenRefused(domain);
    }
  };
}

async function call(session: Session, ...[query, options]: Parameters<AdminGraphql>) {
  const client = new (shopifyCalls().clients.Graphql)({ session });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await client.request(query, { variables: options?.variables, retries: 0, signal });
  return { json: async () => answer };
}

const isUnauthorized = (error: unknown) => error instanceof HttpResponseError && error.response.code === 401;

/** A call that takes longer is given up and tried again: it must not keep other shops' jobs waiting. */
const PATIENCE_MS = 15_000;

/**
 * Runs one operation and reads its data, minding the shop's cost budget.
 * @throws Throttled when the shop's budget is used up, an Error with Shopify's words when it refuses the operation
 */
export async function run<Shape extends z.ZodType>(
  graphql: AdminGraphql,
  domain: string,
  query: string,
  variables: Record<string, unknown>,
  shape: Shape,
): Promise<z.infer<Shape>> {
  const wait = (roomAgainAt.get(domain) ?? 0) - Date.now();
  if (wait > 0) throw new Throttled(wait);
  const { data, errors, extensions } = envelope.parse(await answerOf(graphql(query, { variables })));
  const isThrottled = errors?.some((error) => error.extensions?.code === "THROTTLED") ?? false;
  const afterMs = waitFor(extensions?.cost, isThrottled);
  roomAgainAt.set(domain, Date.now() + afterMs);
  if (isThrottled) throw new Throttled(afterMs);
  if (errors?.length)
    throw new Error(`Shopify refused the operation: ${errors.map((error) => error.message).join("; ")}`);
  return shape.parse(data);
}

/** How long a shop's next call should wait: until the bucket holds the reserve, or, refused, what was asked and a second at least. */
function waitFor(room: z.infer<typeof cost> | undefined, isThrottled: boolean): number {
  const { currentlyAvailable = RESERVE, restoreRate = 1 } = room?.throttleStatus ?? {};
  const needed = isThrottled ? (room?.requestedQueryCost ?? 0) : RESERVE;
  const refillMs = Math.max(0, Math.ceil(((needed - currentlyAvailable) / restoreRate) * 1000));
  return isThrottled ? Math.max(1000, refillMs) : refillMs;
}

/** The library throws what Shopify answered with HTTP 200 and `errors`, THROTTLED among them; here it is an answer again. */
async function answerOf(call: ReturnType<AdminGraphql>): Promise<unknown> {
  try {
    return await (await call).json();
  } catch (error) {
    if (error instanceof HttpThrottlingError) throw new Throttled(1000 * (error.response.retryAfter ?? 2));
    if (!(error instanceof GraphqlQueryError) || !error.body) throw error;
    return { ...error.body, errors: error.body.errors?.graphQLErrors };
  }
}

const SHOP = `#graphql
  query Shop {
    shop { name currencyCode ianaTimezone primaryDomain { host } }
  }`;

/** What Shopify says of a shop: its name, its currency, its time zone, and where shoppers find it. */
export async function fetchShop(graphql: AdminGraphql, domain: string): Promise<ShopDetails> {
  const shape = z.object({
    shop: z.object({
      name: z.string(),
      currencyCode: z.string(),
      ianaTimezone: z.string(),
      primaryDomain: z.object({ host: z.string() }),
    }),
  });
  const { shop } = await run(graphql, domain, SHOP, {}, shape);
  const { name, currencyCode: currency, ianaTimezone: timeZone, primaryDomain } = shop;
  return { name, currency, timeZone, primaryHost: hostOf(primaryDomain.host) };
}
