import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { createBulk } from "#test/sandbox/admin-api/bulk.ts";
import { createDiscounts } from "#test/sandbox/admin-api/discounts.ts";
import { answerGraphql } from "#test/sandbox/admin-api/endpoint.ts";
import { createApiFaults } from "#test/sandbox/admin-api/faults.ts";
import { type AdminSchema, API_VERSION, adminSchema } from "#test/sandbox/admin-api/schema.ts";
import { grantedScopes } from "#test/sandbox/admin-api/scopes.ts";
import { createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { createTokens } from "#test/sandbox/admin-api/tokens.ts";
import { SHOP } from "#test/sandbox/order-fixture.ts";
import { createBooks } from "#test/sandbox/order-life/books.ts";

type Given = Partial<Omit<AdminApi, "shop">> & { now?: Date; currency?: string; primaryHost?: string };

/** The real schema, read once for a file of tests. */
export const readSchema = (): Promise<AdminSchema> => adminSchema(".cache");

/** An Admin API in memory: its played clock stands still, its bucket does not fill again. */
export function makeApi(admin: AdminSchema, { now, currency, primaryHost, ...over }: Given = {}): AdminApi {
  const asked = over.asked ?? "read_customers,read_orders,read_products,write_discounts";
  const settings = { ...SHOP, currency: currency ?? SHOP.currency, primaryHost };
  return {
    app: { key: "key", secret: "secret" },
    asked,
    granted: grantedScopes(asked.split(","), admin.scopeRules),
    shop: { settings },
    admin,
    tokens: createTokens(() => {}),
    bucket: createBucket(() => 0),
    discounts: createDiscounts(
      () => {},
      () => now ?? new Date("2026-03-01T09:00:00Z"),
    ),
    books: createBooks(settings),
    bulk: createBulk(),
    faults: createApiFaults(),
    hasAllOrders: false,
    ...over,
  };
}

/** Asks with a good token, unless another is given; the answer as the app would read it from the wire. */
export function askApi(
  api: AdminApi,
  query: string,
  variables: object = {},
  token = api.tokens.issue().access,
) {
  const body = JSON.stringify({ query, variables });
  const [answer, status] = answerGraphql(api, { version: API_VERSION, token, body });
  return { status, ...JSON.parse(JSON.stringify(answer)) };
}
