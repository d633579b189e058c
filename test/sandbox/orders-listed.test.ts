import { beforeAll, expect, test, vi } from "vitest";
import { bulkFile, createBulk } from "#test/sandbox/admin-api/bulk.ts";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import { bucketOf } from "#test/sandbox/admin-api/throttle.ts";
import { askApi, makeApi, readSchema } from "#test/sandbox/api-fixture.ts";
import { at, later, makePlaced } from "#test/sandbox/order-fixture.ts";

let admin: AdminSchema;

beforeAll(async () => {
  admin = await readSchema();
});

const LIST = `query ($query: String, $after: String, $first: Int) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    nodes { id name updatedAt } pageInfo { hasNextPage endCursor } } }`;

type Api = ReturnType<typeof makeApi>;

function list(api: Api, query: string, after: string | null = null, first = 250) {
  const { data, errors } = askApi(api, LIST, { query, after, first });
  expect(errors).toBeUndefined();
  const { nodes, pageInfo } = data.orders;
  return { names: nodes.map(({ name }: { name: string }) => name) as string[], ...pageInfo };
}

/** Orders #1001 to #1005, one a minute. */
function makeFive(over: Parameters<typeof makeApi>[1] = {}) {
  const api = makeApi(admin, over);
  for (let n = 0; n < 5; n++) api.books.place(makePlaced({ at: later(n * 60) }));
  return api;
}

test.each([
  ["", ["#1001", "#1002", "#1003", "#1004", "#1005"]],
  ["updated_at:>='2026-03-01T09:01:00Z'", ["#1002", "#1003", "#1004", "#1005"]],
  ["updated_at:>2026-03-01T09:01:00Z", ["#1003", "#1004", "#1005"]],
  [
    "updated_at:>='2026-03-01T09:01:00Z' AND updated_at:<='2026-03-01T09:03:00Z'",
    ["#1002", "#1003", "#1004"],
  ],
  ["updated_at:<'2026-03-01T10:01:00+01:00' updated_at:>=2026-03-01T09:00:00.000Z", ["#1001"]],
])("a search for orders by their last change: %s", (query, names) => {
  expect(list(makeFive(), query).names).toEqual(names);
});

test.each([
  "email:ann@example.com",
  "updated_at:2026-03-01",
  "updated_at:>=yesterday",
  "NOT test:true",
  "ann",
])("another search, such as %s, is not simulated", (query) => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { errors } = askApi(makeFive(), LIST, { query, first: 5 });
  expect(errors[0].message).toMatch(/^not simulated: the search for orders/);
  expect(said).toHaveBeenCalled();
  said.mockRestore();
});

test("Shopify compares whole seconds: an order changed within the second of a bound is found", () => {
  const api = makeApi(admin);
  api.books.place(makePlaced({ at: later(0.9) }));
  expect(list(api, "updated_at:<='2026-03-01T09:00:00Z'").names).toEqual(["#1001"]);
});

test("of one instant the lower id comes first, also between ids that a double cannot tell apart", () => {
  const api = makeApi(admin);
  for (const id of ["820982911946154510", "900", "820982911946154509"])
    api.books.place(makePlaced({ id, name: id }));
  expect(list(api, "").names).toEqual(["900", "820982911946154509", "820982911946154510"]);
});

test("pages stay whole when orders change between them: none is missed, and one that changed comes again", () => {
  const api = makeFive();
  const first = list(api, "", null, 2);
  expect(first).toMatchObject({ names: ["#1001", "#1002"], hasNextPage: true });
  const [orderId = ""] = api.books.orders.keys();
  api.books.refund({ orderId, at: later(600), amountOnly: "1.00" });
  const second = list(api, "", first.endCursor, 2);
  const third = list(api, "", second.endCursor, 2);
  expect([...second.names, ...third.names]).toEqual(["#1003", "#1004", "#1005", "#1001"]);
  expect(third.hasNextPage).toBe(false);
  expect(askApi(api, LIST, { query: "", first: 2, after: "x" }).errors[0].message).toContain("cursor");
});

test("without read_all_orders an order older than 60 days is shown by no question", () => {
  const now = new Date(+at + 60 * 86_400_000 + 60_000);
  const ask = (hasAllOrders: boolean) => {
    const bulk = createBulk(() => clock);
    let clock = 0;
    const api = makeFive({ now, hasAllOrders, bulk });
    const ids = [...api.books.orders.keys()].map((id) => `gid://shopify/Order/${id}`);
    const { nodes, order } = askApi(
      api,
      "query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id } order(id: $id) { id } }",
      { ids, id: ids[0] },
    ).data;
    askApi(api, RUN, { query: bulkQuery("") });
    clock = 1000;
    return [
      list(api, "").names.length,
      nodes.filter(Boolean).length,
      order === null ? 0 : 1,
      bulkFile(api, "/bulk/1.jsonl")?.split("\n").length,
    ];
  };
  expect(ask(false)).toEqual([4, 4, 0, 5]);
  expect(ask(true)).toEqual([5, 5, 1, 6]);
});

const RUN = `mutation ($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: false) {
  bulkOperation { id status } userErrors { code message } } }`;
const LOOK =
  "query ($id: ID!) { bulkOperation(id: $id) { status errorCode url objectCount rootObjectCount } }";
const bulkQuery = (search: string) =>
  `{ orders(query: "${search}") { edges { node { id name updatedAt } } } }`;

test("a bulk operation is created, runs and leaves a file of one order a line, as it was when it began", () => {
  let clock = 0;
  const api = makeFive({ bulk: createBulk(() => clock) });
  const { bulkOperationRunQuery } = askApi(api, RUN, {
    query: bulkQuery("updated_at:>='2026-03-01T09:03:00Z'"),
  }).data;
  expect(bulkOperationRunQuery).toMatchObject({ bulkOperation: { status: "CREATED" }, userErrors: [] });
  const { id } = bulkOperationRunQuery.bulkOperation;
  const look = (ms: number) => {
    clock = ms;
    return askApi(api, LOOK, { id }).data.bulkOperation;
  };
  expect(look(150)).toMatchObject({ status: "RUNNING", url: null, objectCount: "2" });
  api.books.place(makePlaced({ at: later(900) }));
  const { url, ...rest } = look(300);
  expect(rest).toEqual({ status: "COMPLETED", errorCode: null, objectCount: "2", rootObjectCount: "2" });
  const file = bulkFile(api, new URL(url).pathname) ?? "";
  expect(url).toMatch(/^https:\/\/storage\.googleapis\.com\//);
  expect(
    file
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { id: expect.any(String), name: "#1004", updatedAt: "2026-03-01T09:03:00Z" },
    { id: expect.any(String), name: "#1005", updatedAt: "2026-03-01T09:04:00Z" },
  ]);
});

test("a bulk operation that finds nothing has no file, a sixth at once is refused, another query is not simulated", () => {
  let clock = 0;
  const api = makeFive({ bulk: createBulk(() => clock) });
  const run = (query = bulkQuery("updated_at:>='2027-01-01T00:00:00Z'")) => askApi(api, RUN, { query });
  const started = [1, 2, 3, 4, 5].map(() => run().data.bulkOperationRunQuery.bulkOperation.id);
  expect(run().data.bulkOperationRunQuery).toMatchObject({
    bulkOperation: null,
    userErrors: [{ code: "OPERATION_IN_PROGRESS" }],
  });
  clock = 400;
  expect(askApi(api, LOOK, { id: started[0] }).data.bulkOperation).toMatchObject({
    status: "COMPLETED",
    url: null,
  });
  expect(run().data.bulkOperationRunQuery.userErrors).toEqual([]);
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  expect(run("{ products { edges { node { id } } } }").errors[0].message).toContain("not simulated");
  said.mockRestore();
  expect(askApi(api, LOOK, { id: "gid://shopify/BulkOperation/99" }).data.bulkOperation).toBeNull();
});

test("what shopify.app.toml subscribes to is not listed; a shop on Plus has ten times the budget", () => {
  const api = makeApi(admin, { bucket: bucketOf("plus") });
  const { data, extensions } = askApi(api, "{ webhookSubscriptions(first: 100) { nodes { topic uri } } }");
  expect(data.webhookSubscriptions.nodes).toEqual([]);
  expect(extensions.cost.throttleStatus).toMatchObject({ maximumAvailable: 20_000, restoreRate: 1000 });
});
