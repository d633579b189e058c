import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { z } from "zod";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import { listedOrder } from "#app/shopify/order-shapes.ts";
import { changedBetween, type Listed } from "#app/shopify/orders-api.server.ts";

const START = `#graphql
  mutation ListOrders($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { id status }
      userErrors { code message }
    }
  }`;

const CHECK = `#graphql
  query Listing($id: ID!) {
    bulkOperation(id: $id) { status errorCode url }
  }`;

/** How a list that Shopify makes stands. `url` is null for an empty one. */
export type Listing =
  | { readonly state: "running" }
  | { readonly state: "done"; readonly url: string | null }
  | { readonly state: "failed"; readonly problem: string };

/** A list may take so long to come over the network. */
const PATIENCE_MS = 300_000;

/** Has Shopify list every order changed since `from`. @returns the list's id, or "busy" when Shopify has too much bulk work already */
export async function startListing(
  graphql: AdminGraphql,
  domain: string,
  from: Date,
): Promise<{ id: string } | "busy"> {
  const shape = z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
    }),
  });
  const query = `{ orders(query: "${changedBetween(from, null)}") { edges { node { id name updatedAt } } } }`;
  const { bulkOperationRunQuery: answer } = await run(graphql, domain, START, { query }, shape);
  if (answer.bulkOperation) return answer.bulkOperation;
  const [error] = answer.userErrors;
  if (error?.code === "OPERATION_IN_PROGRESS" || error?.code === "LIMIT_REACHED") return "busy";
  throw new Error(`Shopify refused to list the orders: ${error?.message ?? "it gave no reason"}`);
}

/** Looks whether a list is made. */
export async function checkListing(graphql: AdminGraphql, domain: string, id: string): Promise<Listing> {
  const shape = z.object({
    bulkOperation: z
      .object({ status: z.string(), errorCode: z.string().nullable(), url: z.string().nullable() })
      .nullable(),
  });
  const { bulkOperation } = await run(graphql, domain, CHECK, { id }, shape);
  if (!bulkOperation) return { state: "failed", problem: `Shopify knows no bulk operation ${id} any more` };
  if (bulkOperation.status === "COMPLETED") return { state: "done", url: bulkOperation.url };
  if (["CREATED", "RUNNING"].includes(bulkOperation.status)) return { state: "running" };
  const { status, errorCode } = bulkOperation;
  return {
    state: "failed",
    problem: `Shopify's list ended as ${status}${errorCode ? ` (${errorCode})` : ""}`,
  };
}

/** Reads a finished list line by line, so that a long one needs no more memory than a short one. */
export async function* readListing(url: string): AsyncGenerator<Listed> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!answer.ok || !answer.body) throw new Error(`Shopify's list could not be read: HTTP ${answer.status}`);
  const lines = createInterface({ input: Readable.fromWeb(answer.body as ReadableStream) });
  for await (const line of lines) {
    if (line.trim() !== "") yield listedOrder.parse(JSON.parse(line)) as unknown as Listed;
  }
}
