import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { pageOf } from "#test/sandbox/admin-api/connection.ts";
import { NotSimulated, resolveField } from "#test/sandbox/admin-api/not-simulated.ts";
import { listBulk, nodeOf } from "#test/sandbox/admin-api/order-search.ts";
import { createScopeGuard } from "#test/sandbox/admin-api/scopes.ts";
import type { KeptOrder } from "#test/sandbox/order-life/order.ts";

/** A bulk query over orders: which it finds, oldest first as it asks, and the lines that each of them becomes. */
export type BulkQuery = {
  readonly orders: readonly KeptOrder[];
  /** The order's own line, and those of its connections' nodes, which name their parent. */
  linesOf(order: KeptOrder): { readonly root: string; readonly children: readonly string[] };
};

const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

/** Reads a bulk query as Shopify does. @returns a sentence where Shopify refuses it; throws what is not simulated */
export function readBulkQuery(api: AdminApi, text: string): BulkQuery | string {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  const [invalid] = validate(api.admin.schema, document);
  if (invalid) return invalid.message;
  const [denied] = createScopeGuard(api.admin.schema, api.admin.scopeRules)(document, api.granted);
  if (denied) return denied.message;
  const refusal = refusalOf(api, document);
  if (refusal !== null) return refusal;
  const [definition] = document.definitions;
  const [root, ...more] =
    definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
  if (root?.kind !== Kind.FIELD || root.name.value !== "orders" || more.length > 0)
    throw new NotSimulated(`the bulk query ${text}`);
  return { orders: listBulk(api, argumentsOf(root)), linesOf: (order) => linesOf(api, document, order) };
}

/** Why Shopify would not run it: too many connections, too deep, within a list, or of a parent without its id. */
function refusalOf(api: AdminApi, document: DocumentNode): string | null {
  const types = new TypeInfo(api.admin.schema);
  const open: ("connection" | "list" | null)[] = [];
  let [count, refusal]: [number, string | null] = [0, null];
  const refuse = (why: string) => {
    refusal ??= why;
  };
  const visitor = {
    Field: {
      enter(field: FieldNode) {
        const type = types.getType();
        const isConnection = /Connection$/.test(getNamedType(type)?.name ?? "");
        const isPart = open.at(-1) === "connection";
        if (isConnection) {
          count++;
          const depth = open.filter((one) => one === "connection").length;
          if (depth > DEEPEST)
            refuse(`Bulk queries cannot contain connections nested more than ${DEEPEST} deep.`);
          if (open.includes("list"))
            refuse("Queries that contain a connection field within a list field are not supported.");
          if (hasField(field.selectionSet, "nodes") || hasField(field.selectionSet, "pageInfo"))
            throw new NotSimulated(`a bulk query's ${field.name.value} other than by edges`);
        }
        if (field.name.value === "node" && asksConnection(field) && !hasField(field.selectionSet, "id"))
          refuse("The parent 'node' field for a nested connection must select the 'id' field.");
        const isList = !isPart && isListType(getNullableType(type));
        open.push(isConnection ? "connection" : isList ? "list" : null);
      },
      leave() {
        open.pop();
      },
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
  if (count === 0) refuse("Bulk queries must contain at least one connection.");
  if (count > MOST_CONNECTIONS)
    refuse(`Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`);
  return refusal;
}

const fieldsOf = (set: SelectionSetNode | undefined) =>
  (set?.selections ?? []).flatMap((one) => (one.kind === Kind.FIELD ? [one] : []));
const hasField = (set: SelectionSetNode | undefined, name: string) =>
  fieldsOf(set).some((field) => field.name.value === name && !field.alias);

/** Whether a node's own fields are connections: they ask for edges. */
const asksConnection = (field: FieldNode) =>
  fieldsOf(field.selectionSet).some((one) => hasField(one.selectionSet, "edges"));

function argumentsOf(field: FieldNode): { query?: string; sortKey?: string } {
  return Object.fromEntries(
    (field.arguments ?? []).map(({ name, value }) => {
      const isSimulated = ["query", "sortKey"].includes(name.value);
      if (!isSimulated || (value.kind !== Kind.STRING && value.kind !== Kind.ENUM))
        throw new NotSimulated(`a bulk query's orders(${name.value}: ...)`);
      return [name.value, value.value];
    }),
  );
}

type Flat = Record<string, unknown>;

/** Runs the query for one order on the real schema, and takes its connections out of it. */
function linesOf(api: AdminApi, document: DocumentNode, order: KeptOrder) {
  const result = executeSync({
    schema: api.admin.schema,
    document,
    rootValue: { orders: () => pageOf([nodeOf(api, order)], () => order.id, false) },
    fieldResolver: resolveField,
  });
  const [error] = result.errors ?? [];
  if (error) throw error;
  const found = result.data?.orders as { edges: { node: Flat }[] };
  const { root, children } = flat(found.edges[0]?.node ?? {});
  return { root: JSON.stringify(root), children: children.map((child) => JSON.stringify(child)) };
}

function flat(node: Flat): { root: Flat; children: Flat[] } {
  const isConnection = (value: unknown): value is { edges: { node: Flat }[] } =>
    typeof value === "object" && value !== null && "edges" in value;
  const root = Object.fromEntries(Object.entries(node).filter(([, value]) => !isConnection(value)));
  const children = Object.values(node)
    .filter(isConnection)
    .flatMap(({ edges }) => edges.map((edge) => flat(edge.node)))
    .flatMap((child) => [
      { ...child.root, ...(!("__parentId" in child.root) && { __parentId: node.id }) },
      ...child.children,
    ]);
  return { root, children };
}
