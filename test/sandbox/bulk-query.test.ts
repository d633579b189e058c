import { expect, test, vi } from "vitest";
import { answerFile, createBulk, expireBulk } from "#test/sandbox/admin-api/bulk.ts";
import { adminSchema } from "#test/sandbox/admin-api/schema.ts";
import { askApi, makeApi } from "#test/sandbox/api-fixture.ts";
import { makePlaced } from "#test/sandbox/order-fixture.ts";

const admin = await adminSchema(".cache");
const RUN = `mutation ($query: String!, $isGrouped: Boolean!) {
  bulkOperationRunQuery(query: $query, groupObjects: $isGrouped) { bulkOperation { id } userErrors { code message } } }`;
const LOOK =
  "query ($id: ID!) { bulkOperation(id: $id) { status errorCode url partialDataUrl rootObjectCount } }";
const orders = (fields: string) => `{ orders(sortKey: PROCESSED_AT) { edges { node { ${fields} } } } }`;

/** Runs a bulk query over two orders, the later placed first. */
function open(failNext: string | null = null) {
  const clock = { ms: 0 };
  const bulk = createBulk(() => clock.ms);
  bulk.failNext = failNext;
  const api = makeApi(admin, { bulk });
  const lines = ["Mug", "Cup"].map((title) => ({ title, price: "5.00", quantity: 1 }));
  for (const day of ["02", "01"])
    api.books.place(makePlaced({ at: new Date(`2026-03-${day}T00:00:00Z`), lines }));
  const ask = (query: string, isGrouped = true) => askApi(api, RUN, { query, isGrouped });
  const run = (query: string, isGrouped = true) => ask(query, isGrouped).data.bulkOperationRunQuery;
  const look = (id: string) => {
    clock.ms += 1000;
    return askApi(api, LOOK, { id }).data.bulkOperation;
  };
  const lineFields = orders("id name lineItems { edges { node { id title } } }");
  const fileOf = (url: string, range: string | null = null) => answerFile(api, new URL(url).pathname, range);
  return { bulk, ask, run, look, lineFields, fileOf };
}
const told = (body: Buffer) =>
  body
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ title, name, __parentId }) => title ?? name + (__parentId ?? ""));

test("orders come oldest first, their lines directly under them when grouped is asked for, else anywhere behind", () => {
  const { run, look, lineFields, fileOf } = open();
  const whole = fileOf(look(run(lineFields).bulkOperation.id).url).body;
  expect(told(whole)).toEqual(["#1002", "Mug", "Cup", "#1001", "Mug", "Cup"]);
  const loose = fileOf(look(run(lineFields, false).bulkOperation.id).url).body;
  expect(told(loose)).toEqual(["#1002", "#1001", "Mug", "Cup", "Mug", "Cup"]);
});

test("a file is read from any byte on, and has nothing behind its end", () => {
  const { run, look, lineFields, fileOf } = open();
  const { url } = look(run(lineFields).bulkOperation.id);
  const { status, body } = fileOf(url);
  expect(status).toBe(200);
  expect(fileOf(url, "bytes=10-")).toEqual({ status: 206, body: body.subarray(10) });
  expect(fileOf(url, `bytes=${body.length}-`).status).toBe(416);
});

test("a failed operation leaves half a file, and every file is gone after seven days", () => {
  const { bulk, run, look, lineFields, fileOf } = open("TIMEOUT");
  const failed = look(run(lineFields).bulkOperation.id);
  expect(failed).toMatchObject({ status: "FAILED", errorCode: "TIMEOUT", url: null });
  expect(told(fileOf(failed.partialDataUrl).body)).toEqual(["#1002", "Mug", "Cup"]);
  const { id } = run(lineFields).bulkOperation;
  const { url } = look(id);
  expireBulk(bulk);
  expect(look(id)).toMatchObject({ status: "EXPIRED", url: null });
  expect(fileOf(url).status).toBe(404);
});

test.each([
  ["refunds { id refundLineItems { edges { node { quantity } } } }", "within a list"],
  ["lineItems { edges { node { title } } }", "must select the 'id'"],
  [
    ["lineItems", "shippingLines", "discountApplications", "events", "metafields"]
      .map((name) => `${name} { edges { node { __typename } } }`)
      .join(" ")
      .concat(" id"),
    "more than 5",
  ],
  ["id bogus", "Cannot query field"],
])("a bulk query with %s is refused as Shopify does", (fields, why) => {
  const { bulkOperation, userErrors } = open().run(orders(fields));
  expect(bulkOperation).toBeNull();
  expect(userErrors).toEqual([{ code: "INVALID", message: expect.stringContaining(why) }]);
});

test("what the stand-in cannot list is said aloud", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const { ask } = open();
  for (const query of [
    "{ products { edges { node { id } } } }",
    "{ orders(reverse: true) { edges { node { id } } } }",
    orders("id lineItems { nodes { id } }"),
    orders("id note"),
  ])
    expect(ask(query).errors[0].message).toContain("not simulated");
  expect(said).toHaveBeenCalledTimes(4);
  said.mockRestore();
});
