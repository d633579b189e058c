import { beforeAll, expect, test, vi } from "vitest";
import type { AdminSchema } from "#test/sandbox/admin-api/schema.ts";
import { askApi, makeApi, readSchema } from "#test/sandbox/api-fixture.ts";
import { listResources } from "#test/sandbox/faces/resources.ts";
import { SHOP } from "#test/sandbox/order-fixture.ts";
import { COLLECTIONS, PRODUCTS } from "#test/sandbox/order-life/products.ts";

let admin: AdminSchema;
beforeAll(async () => {
  admin = await readSchema();
});

const ask = (query: string, variables: object = {}, over: Parameters<typeof makeApi>[1] = {}) =>
  askApi(makeApi(admin, over), query, variables);
const handles = (query: string, root = "products") =>
  ask(`query ($q: String) { ${root}(first: 50, query: $q) { nodes { handle } } }`, { q: query }).data[
    root
  ].nodes.map(({ handle }: { handle: string }) => handle);

test("products are shown with their address at the shop's own host, page by page", () => {
  const query =
    "query ($after: String) { products(first: 4, after: $after) { nodes { id title handle onlineStoreUrl } pageInfo { hasNextPage endCursor } } }";
  const over = { primaryHost: "tidewater.example" };
  const first = ask(query, {}, over).data.products;
  expect(first.nodes[0]).toEqual({
    id: "gid://shopify/Product/7700000000001",
    title: "Pour-over kit",
    handle: "pour-over-kit",
    onlineStoreUrl: "https://tidewater.example/products/pour-over-kit",
  });
  const second = ask(query, { after: first.pageInfo.endCursor }, over).data.products;
  expect([first.pageInfo.hasNextPage, second.nodes.length, second.pageInfo.hasNextPage]).toEqual([
    true,
    PRODUCTS.length - 4,
    false,
  ]);
});

test("collections show their products", () => {
  const { nodes } = ask(
    "{ collections(first: 10, sortKey: TITLE) { nodes { title handle products(first: 10) { nodes { handle } } } } }",
  ).data.collections;
  expect(nodes.map(({ title }: { title: string }) => title)).toEqual(
    COLLECTIONS.map(({ title }) => title).sort(),
  );
  expect(nodes.find(({ handle }: { handle: string }) => handle === "coffee").products.nodes).toEqual([
    { handle: "house-blend" },
  ]);
});

test("a product and a collection are found by id, alone and among others; another kind is none", () => {
  const [product, collection] = [
    "gid://shopify/Product/7700000000004",
    "gid://shopify/Collection/430000000002",
  ];
  const one = "query ($p: ID!, $c: ID!) { product(id: $p) { handle } collection(id: $c) { handle } }";
  expect(ask(one, { p: product, c: collection }).data).toEqual({
    product: { handle: "ceramic-mug" },
    collection: { handle: "coffee" },
  });
  expect(ask(one, { p: "gid://shopify/Product/1", c: "gid://shopify/Collection/1" }).data).toEqual({
    product: null,
    collection: null,
  });
  const many =
    "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Product { handle } ... on Collection { title } } }";
  expect(ask(many, { ids: [collection, "gid://shopify/Product/1", product] }).data.nodes).toEqual([
    { __typename: "Collection", id: collection, title: "Coffee" },
    null,
    { __typename: "Product", id: product, handle: "ceramic-mug" },
  ]);
});

test.each([
  ["", PRODUCTS.length],
  ["mug", 1],
  ["MUG", 1],
  ["ug", 0],
  ["hand gri", 1],
  ["title:bottle", 1],
  ["handle:house-blend", 1],
  ["handle:house*", 1],
  ["id:7700000000004", 1],
  ["mug OR tote", 2],
  ["mug AND tote", 0],
  ['title:"cold brew"', 1],
])("the search %j finds %d products", (query, count) => {
  expect(handles(query)).toHaveLength(count);
});

test("a search, a sequence or a field that is not simulated is said aloud", () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const refusal = (query: string) => ask(query).errors[0].message;
  expect(refusal('{ products(first: 1, query: "vendor:Acme") { nodes { id } } }')).toBe(
    'not simulated: the search "vendor:Acme"',
  );
  expect(refusal('{ products(first: 1, query: "-title:mug") { nodes { id } } }')).toContain(
    "not simulated: the search",
  );
  expect(refusal("{ products(first: 1, sortKey: VENDOR) { nodes { id } } }")).toBe(
    "not simulated: products(sortKey: VENDOR)",
  );
  expect(refusal("{ collections(last: 1) { nodes { id } } }")).toContain("not simulated: collections(last");
  expect(refusal("{ products { nodes { id } } }")).toBe("you must provide one of first or last");
  expect(refusal('{ product(id: "gid://shopify/Product/7700000000004") { vendor } }')).toBe(
    "not simulated: Product.vendor",
  );
  said.mockRestore();
});

test("products and collections want read_products", () => {
  for (const query of [
    "{ products(first: 1) { nodes { id } } }",
    "{ collections(first: 1) { nodes { id } } }",
  ]) {
    const [error] = ask(query, {}, { asked: "read_orders" }).errors;
    expect(error.extensions).toMatchObject({
      code: "ACCESS_DENIED",
      requiredAccess: expect.stringContaining("read_products"),
    });
  }
});

test("the shop's primary domain is its own host, and its myshopify domain stays", () => {
  const over = { primaryHost: "tidewater.example" };
  expect(ask("{ shop { url myshopifyDomain primaryDomain { host url } } }", {}, over).data.shop).toEqual({
    url: "https://tidewater.example",
    myshopifyDomain: "demo.myshopify.com",
    primaryDomain: { host: "tidewater.example", url: "https://tidewater.example" },
  });
});

test("what the picker lists is what the Admin API knows, found by any part of the title", () => {
  const list = (asked: Record<string, string>) =>
    listResources(new URLSearchParams(asked), { settings: SHOP });
  for (const { id, handle } of list({ type: "product" }) as { id: string; handle: string }[])
    expect(ask("query ($id: ID!) { product(id: $id) { handle } }", { id }).data.product).toEqual({ handle });
  for (const { id, handle } of list({ type: "collection" }) as { id: string; handle: string }[])
    expect(ask("query ($id: ID!) { collection(id: $id) { handle } }", { id }).data.collection).toEqual({
      handle,
    });
  expect(list({ type: "product", q: "ug" }).map(({ title }) => title)).toEqual(["Ceramic mug"]);
  expect(list({ type: "product", filter: "handle:canvas-tote" })).toMatchObject([
    { variants: [{ price: "24.50" }], images: [] },
  ]);
  expect(() => list({ type: "variant" })).toThrow("can be picked");
});
