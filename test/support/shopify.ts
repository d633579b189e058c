import { GraphqlQueryError } from "@shopify/shopify-api";
import type { AdminGraphql } from "#app/shopify/admin-api.server.ts";
import { answerFile, type Bulk, bulkFile, createBulk } from "#test/sandbox/admin-api/bulk.ts";
import { createDiscounts, type Discounts } from "#test/sandbox/admin-api/discounts.ts";
import { answerGraphql } from "#test/sandbox/admin-api/endpoint.ts";
import { createApiFaults } from "#test/sandbox/admin-api/faults.ts";
import { API_VERSION, adminSchema } from "#test/sandbox/admin-api/schema.ts";
import { grantedScopes } from "#test/sandbox/admin-api/scopes.ts";
import { type Bucket, createBucket } from "#test/sandbox/admin-api/throttle.ts";
import { createTokens } from "#test/sandbox/admin-api/tokens.ts";
import { type Books, createBooks } from "#test/sandbox/order-life/books.ts";

/** The sandbox's Admin API in this process: the real schema, the sandbox's truth, no network. */
export type FakeAdmin = {
  readonly graphql: AdminGraphql;
  readonly discounts: Discounts;
  readonly books: Books;
  readonly bucket: Bucket;
  readonly asked: string[];
  readonly bulk: Bulk;
  /** Grants read_all_orders. */
  readonly showAll: () => void;
  /** The file of a finished bulk operation. */
  readonly file: (path: string) => string | null;
  /** Fetches it, or what of it lies behind a byte, as a global `fetch` would. */
  readonly fetchFile: typeof fetch;
};

/**
 * Opens the sandbox's Admin API for a shop. It answers as Shopify's library would: errors are thrown.
 * @param before runs before each answer and may throw; `after` runs when Shopify has already done what was asked; `bucket` holds the cost budget
 */
export async function openAdmin(
  fault: {
    before?: (query: string) => void;
    after?: (query: string) => void;
    bucket?: Bucket;
    currency?: string;
    /** As without read_all_orders: orders of the last 60 days before this instant alone are shown. */
    shownUntil?: () => Date;
    isJourneyReady?: (orderedAt: number) => boolean;
  } = {},
): Promise<FakeAdmin> {
  const admin = await adminSchema(".cache");
  const scopes = [
    "read_customer_merge",
    "read_customers",
    "read_orders",
    "read_products",
    "write_app_proxy",
    "write_discounts",
  ];
  const discounts = createDiscounts(() => {}, fault.shownUntil ?? (() => new Date()));
  const tokens = createTokens(() => {});
  const bucket = fault.bucket ?? createBucket();
  const settings = {
    domain: "demo.myshopify.com",
    name: "Demo",
    currency: fault.currency ?? "USD",
    timeZone: "America/New_York",
  };
  const books = createBooks(settings);
  const app = { key: "test_key", secret: "test_secret" };
  const api = {
    app,
    granted: grantedScopes(fault.shownUntil ? scopes : [...scopes, "read_all_orders"], admin.scopeRules),
    asked: scopes.join(","),
    shop: { settings },
    admin,
    tokens,
    bucket,
    discounts,
    books,
    bulk: createBulk(),
    faults: createApiFaults(),
    hasAllOrders: fault.shownUntil === undefined,
    isJourneyReady: fault.isJourneyReady ?? (() => true),
  };
  const token = tokens.issue().access;
  const asked: string[] = [];
  const graphql: AdminGraphql = async (query, options) => {
    asked.push(/\b(?:query|mutation) (\w+)/.exec(query)?.[1] ?? query);
    fault.before?.(query);
    const [body] = answerGraphql(api, {
      version: API_VERSION,
      token,
      body: JSON.stringify({ query, variables: options?.variables }),
    });
    fault.after?.(query);
    const { errors } = body as { errors?: { message: string }[] };
    if (errors) {
      const message = errors[0]?.message ?? "";
      throw new GraphqlQueryError({
        message,
        response: {} as never,
        body: { ...body, errors: { graphQLErrors: errors, message } },
      });
    }
    return { json: async () => JSON.parse(JSON.stringify(body)) };
  };
  const fetchFile: typeof fetch = async (url, options) => {
    const range = new Headers(options?.headers).get("range");
    const { status, body } = answerFile(api, new URL(String(url)).pathname, range);
    return new Response(new Uint8Array(body), { status });
  };
  const showAll = () =>
    Object.assign(api, { hasAllOrders: true, granted: [...api.granted, "read_all_orders"] });
  const file = (path: string) => bulkFile(api, path);
  return { graphql, discounts, books, bucket, asked, bulk: api.bulk, showAll, file, fetchFile };
}
