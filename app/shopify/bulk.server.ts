import { z } from "zod";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import { type FileLine, linesOf } from "#app/shopify/bulk-file.ts";
import { listedOrder } from "#app/shopify/order-shapes.ts";
import { changedBetween, type Listed } from "#app/shopify/orders-api.server.ts";

const START = `#graphql
  mutation ListOrders($query: String!, $isGrouped: Boolean!) {
    bulkOperationRunQuery(query: $query, groupObjects: $isGrouped) {
      bulkOperation { id status }
      userErrors { code message }
    }
  }`;

const CHECK = `#graphql
  query Listing($id: ID!) {
    bulkOperation(id: $id) { status errorCode url rootObjectCount completedAt }
  }`;

/** How a list that Shopify makes stands. `url` is null for an empty one, `count` is how many objects it has so far. */
export type Listing =
  | { readonly state: "running"; readonly count: number }
  | { readonly state: "done"; readonly url: string | null; readonly count: number; readonly at: Date | null }
  | { readonly state: "failed"; readonly problem: string };

/** A list may be read for so long at a time. */
const PATIENCE_MS = 300_000;

/**
 * Has Shopify list what a query names, in a bulk operation, which costs no budget.
 * @param isGrouped children stand directly under their parents, which takes Shopify longer
 * @returns the list's id, or "busy" when Shopify has too much bulk work already
 */
export async function startBulk(
  graphql: AdminGraphql,
  domain: string,
  query: string,
  isGrouped: boolean,
): Promise<{ id: string } | "busy"> {
  const shape = z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
    }),
  });
  const { bulkOperationRunQuery: answer } = await run(graphql, domain, START, { query, isGrouped }, shape);
  if (answer.bulkOperation) return answer.bulkOperation;
  const [error] = answer.userErrors;
  if (error?.code === "OPERATION_IN_PROGRESS" || error?.code === "LIMIT_REACHED") return "busy";
  throw new Error(`Shopify refused to list the orders: ${error?.message ?? "it gave no reason"}`);
}

/** Has Shopify list every order changed since `from`. @returns as `startBulk` */
export function startListing(graphql: AdminGraphql, domain: string, from: Date) {
  const query = `{ orders(query: "${changedBetween(from, null)}") { edges { node { id name updatedAt } } } }`;
  return startBulk(graphql, domain, query, false);
}

/** Looks whether a list is made. */
export async function checkListing(graphql: AdminGraphql, domain: string, id: string): Promise<Listing> {
  const shape = z.object({
    bulkOperation: z
      .object({
        status: z.string(),
        errorCode: z.string().nullable(),
        url: z.string().nullable(),
        rootObjectCount: z.coerce.number(),
        completedAt: z.coerce.date().nullable(),
      })
      .nullable(),
  });
  const { bulkOperation } = await run(graphql, domain, CHECK, { id }, shape);
  if (!bulkOperation) return { state: "failed", problem: `Shopify knows no bulk operation ${id} any more` };
  const { status, errorCode, url, rootObjectCount: count, completedAt: at } = bulkOperation;
  if (["CREATED", "RUNNING"].includes(status)) return { state: "running", count };
  if (status === "COMPLETED" && url === null && count > 0)
    return { state: "failed", problem: "Shopify has made its list and gives no file of it" };
  if (status === "COMPLETED") return { state: "done", url, count, at };
  return {
    state: "failed",
    problem: `Shopify's list ended as ${status}${errorCode ? ` (${errorCode})` : ""}`,
  };
}

/** The file of a list is gone: Shopify keeps it for seven days. */
export class ListGone extends Error {
  override name = "ListGone";
}

/**
 * Reads a finished list line by line from a byte on, so that a long one needs no more memory than a short one, and one that
 * was cut off is not fetched twice. @throws ListGone
 */
export async function* readLines(url: string, from = 0): AsyncGenerator<FileLine> {
  // A compressed file has other bytes than the ones counted.
  const headers = { "Accept-Encoding": "identity", ...(from > 0 && { Range: `bytes=${from}-` }) };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(PATIENCE_MS) });
  // Nothing lies behind the end.
  if (answer.status === 416 && from > 0) return;
  if ([400, 403, 404, 410].includes(answer.status))
    throw new ListGone(`Shopify's list is not there any more: HTTP ${answer.status}`);
  if (!answer.ok || !answer.body) throw new Error(`Shopify's list could not be read: HTTP ${answer.status}`);
  const pieces = answer.body as unknown as AsyncIterable<Uint8Array>;
  yield* answer.status === 206 ? linesOf(pieces, from) : linesOf(behind(pieces, from), from);
}

/** A whole file where only its end was asked for. */
async function* behind(pieces: AsyncIterable<Uint8Array>, from: number): AsyncGenerator<Uint8Array> {
  let left = from;
  for await (const piece of pieces) {
    if (left < piece.length) yield piece.subarray(left);
    left = Math.max(0, left - piece.length);
  }
}

/** Reads the finished list of changed orders. */
export async function* readListing(url: string): AsyncGenerator<Listed> {
  for await (const { text } of readLines(url)) {
    if (text.trim() !== "") yield listedOrder.parse(JSON.parse(text)) as unknown as Listed;
  }
}
