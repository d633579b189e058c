import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { NotSimulated } from "#test/sandbox/admin-api/not-simulated.ts";
import { isoOf, orderGid } from "#test/sandbox/admin-api/order-fields.ts";
import { listChanged } from "#test/sandbox/admin-api/order-search.ts";

/** Where Shopify keeps the results of bulk operations. */
export const BULK_HOST = "storage.googleapis.com";

type Operation = {
  readonly id: string;
  readonly path: string;
  readonly startedAt: number;
  readonly lines: string[];
};

/** The bulk operations of a shop and the files they left. */
export type Bulk = { readonly operations: Map<string, Operation>; now(): number };

const CREATED_MS = 100;
const RUNNING_MS = 300;
const MOST = 5;
const LIST =
  /^\s*\{\s*orders\(query:\s*"([^"]*)"\)\s*\{\s*edges\s*\{\s*node\s*\{\s*id\s+name\s+updatedAt\s*\}\s*\}\s*\}\s*\}\s*$/;

/** No bulk operation yet. */
export const createBulk = (now: () => number = Date.now): Bulk => ({ operations: new Map(), now });

/** Answers `bulkOperationRunQuery` for the one list the app asks for, and `bulkOperation`. */
export function bulkFields(api: AdminApi): Record<string, unknown> {
  const { bulk } = api;
  const show = (one: Operation) => {
    const age = bulk.now() - one.startedAt;
    const status = age < CREATED_MS ? "CREATED" : age < RUNNING_MS ? "RUNNING" : "COMPLETED";
    const isDone = status === "COMPLETED";
    const count = String(isDone ? one.lines.length : 0);
    const url = isDone && one.lines.length > 0 ? `https://${BULK_HOST}${one.path}` : null;
    return {
      __typename: "BulkOperation",
      id: one.id,
      status,
      errorCode: null,
      url,
      objectCount: count,
      rootObjectCount: count,
    };
  };
  const running = () =>
    [...bulk.operations.values()].filter((one) => show(one).status !== "COMPLETED").length;
  return {
    bulkOperation: ({ id }: { id: string }) => {
      const found = bulk.operations.get(id);
      return found ? show(found) : null;
    },
    bulkOperationRunQuery: ({ query, groupObjects }: { query: string; groupObjects: boolean }) => {
      const [, search] = LIST.exec(query) ?? [];
      if (search === undefined || groupObjects) throw new NotSimulated(`the bulk query ${query}`);
      if (running() >= MOST) {
        const message = "A bulk query operation for this app and shop is already in progress";
        return { bulkOperation: null, userErrors: [{ field: null, code: "OPERATION_IN_PROGRESS", message }] };
      }
      const number = bulk.operations.size + 1;
      const lines = listChanged(api, search).map((order) =>
        JSON.stringify({ id: orderGid(order), name: order.name, updatedAt: isoOf(order.updatedAt) }),
      );
      const id = `gid://shopify/BulkOperation/${number}`;
      const one = { id, path: `/bulk/${number}.jsonl`, startedAt: bulk.now(), lines };
      bulk.operations.set(id, one);
      return { bulkOperation: show(one), userErrors: [] };
    },
  };
}

/** The file at a path of the bulk host; null when there is none. */
export function bulkFile({ bulk }: AdminApi, path: string): string | null {
  const found = [...bulk.operations.values()].find((one) => one.path === path);
  return found ? found.lines.map((line) => `${line}\n`).join("") : null;
}
