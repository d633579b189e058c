import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { type BulkQuery, readBulkQuery } from "#test/sandbox/admin-api/bulk-query.ts";

/** Where Shopify keeps the results of bulk operations. */
export const BULK_HOST = "storage.googleapis.com";

type Operation = {
  readonly id: string;
  readonly path: string;
  startedAt: number;
  readonly total: number;
  /** One piece of the file for each order. */
  readonly roots: string[];
  /** Where children are not grouped they all come behind the last root: nobody promised more. */
  readonly strays: string[];
  readonly errorCode: string | null;
  file: Buffer | null;
};

/** The bulk operations of a shop and the files they left. `failNext` is the error code that the next one ends with. */
export type Bulk = { readonly operations: Map<string, Operation>; now(): number; failNext: string | null };

const CREATED_MS = 100;
const RUNNING_MS = 300;
const MOST = 5;
/** Files are kept for seven days. */
const KEPT_MS = 7 * 86_400_000;
/** Orders listed at a time: a long list leaves room for other calls. */
const AT_A_TIME = 250;

/** No bulk operation yet. */
export const createBulk = (now: () => number = Date.now): Bulk => ({
  operations: new Map(),
  now,
  failNext: null,
});

/** Lets seven days pass for all files that are there. */
export function expireBulk({ operations }: Bulk): void {
  for (const one of operations.values()) one.startedAt -= KEPT_MS;
}

/** Answers `bulkOperationRunQuery` over orders, and `bulkOperation`. */
export function bulkFields(api: AdminApi): Record<string, unknown> {
  const { bulk } = api;
  const show = (one: Operation) => {
    const status = statusOf(bulk, one);
    const url = status !== "EXPIRED" && one.roots.length > 0 ? `https://${BULK_HOST}${one.path}` : null;
    const isDone = status === "COMPLETED" || status === "EXPIRED";
    return {
      __typename: "BulkOperation",
      id: one.id,
      status,
      errorCode: status === "FAILED" ? one.errorCode : null,
      url: isDone ? url : null,
      partialDataUrl: status === "FAILED" ? url : null,
      objectCount: String(status === "CREATED" ? 0 : one.roots.length + one.strays.length),
      rootObjectCount: String(status === "CREATED" ? 0 : one.roots.length),
      createdAt: new Date(one.startedAt).toISOString(),
      completedAt: isDone ? new Date(one.startedAt + RUNNING_MS).toISOString() : null,
    };
  };
  const isRunning = (one: Operation) => ["CREATED", "RUNNING"].includes(statusOf(bulk, one));
  return {
    bulkOperation: ({ id }: { id: string }) => {
      const found = bulk.operations.get(id);
      return found ? show(found) : null;
    },
    bulkOperationRunQuery: ({ query, groupObjects }: { query: string; groupObjects: boolean }) => {
      const refused = (code: string, message: string) => ({
        bulkOperation: null,
        userErrors: [{ field: null, code, message }],
      });
      const asked = readBulkQuery(api, query);
      if (typeof asked === "string") return refused("INVALID", asked);
      if ([...bulk.operations.values()].filter(isRunning).length >= MOST)
        return refused(
          "OPERATION_IN_PROGRESS",
          "A bulk query operation for this app and shop is already in progress",
        );
      return { bulkOperation: show(begin(bulk, asked, groupObjects)), userErrors: [] };
    },
  };
}

function statusOf(bulk: Bulk, one: Operation): string {
  const age = bulk.now() - one.startedAt;
  if (age < CREATED_MS) return "CREATED";
  if (age < RUNNING_MS || one.roots.length < one.total) return "RUNNING";
  if (one.errorCode !== null) return "FAILED";
  return age < RUNNING_MS + KEPT_MS ? "COMPLETED" : "EXPIRED";
}

/** Begins to list; what fails in the first orders fails the call, as a stand-in that cannot do it should. */
function begin(bulk: Bulk, { orders, linesOf }: BulkQuery, isGrouped: boolean): Operation {
  const number = bulk.operations.size + 1;
  const one: Operation = {
    id: `gid://shopify/BulkOperation/${number}`,
    path: `/bulk/${number}.jsonl`,
    startedAt: bulk.now(),
    total: bulk.failNext === null ? orders.length : Math.floor(orders.length / 2),
    ...{ roots: [], strays: [], errorCode: bulk.failNext, file: null },
  };
  const list = () => {
    for (const order of orders.slice(one.roots.length, Math.min(one.total, one.roots.length + AT_A_TIME))) {
      const { root, children } = linesOf(order);
      one.roots.push(isGrouped ? [root, ...children, ""].join("\n") : `${root}\n`);
      if (!isGrouped) one.strays.push(...children.map((child) => `${child}\n`));
    }
    if (one.roots.length < one.total) setImmediate(list);
  };
  list();
  bulk.failNext = null;
  bulk.operations.set(one.id, one);
  return one;
}

/** The file at a path of the bulk host; null when there is none, or none any more. */
export function bulkFile({ bulk }: Pick<AdminApi, "bulk">, path: string): string | null {
  return fileAt(bulk, path)?.toString("utf8") ?? null;
}

/** Answers for a file, or for what of it lies behind a byte: `bytes=100-`. */
export function answerFile(
  { bulk }: Pick<AdminApi, "bulk">,
  path: string,
  range: string | null,
): { status: number; body: Buffer } {
  const file = fileAt(bulk, path);
  if (!file) return { status: 404, body: Buffer.from("<Error><Code>NoSuchKey</Code></Error>") };
  const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
  if (range === null) return { status: 200, body: file };
  return from < file.length
    ? { status: 206, body: file.subarray(from) }
    : { status: 416, body: Buffer.from("<Error><Code>InvalidRange</Code></Error>") };
}

function fileAt(bulk: Bulk, path: string): Buffer | null {
  const found = [...bulk.operations.values()].find((one) => one.path === path);
  if (!found || statusOf(bulk, found) === "EXPIRED" || found.roots.length === 0) return null;
  if (found.roots.length < found.total) return null;
  found.file ??= Buffer.from([...found.roots, ...found.strays].join(""));
  return found.file;
}
