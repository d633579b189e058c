import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";

const MUTATION = 10;

/** Points a query asks for before it runs: 1 an object, times `first` or `last` of its connections and the `ids` it names; 10 a mutation. */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const types = new TypeInfo(schema);
  const pages: number[] = [1];
  let cost = 0;
  const walk = visitWithTypeInfo(types, {
    Field: {
      enter(node) {
        const outer = (pages.at(-1) ?? 1) * namedIds(node, variables);
        const type = getNamedType(types.getType());
        if (type && isCompositeType(type) && !/Connection$|Payload$/.test(type.name)) cost += outer;
        pages.push(outer * pageSize(node, variables));
      },
      leave() {
        pages.pop();
      },
    },
  });
  visit({ ...document, definitions: used(document, operation) }, walk);
  if (operation.operation === "mutation") cost += MUTATION * operation.selectionSet.selections.length;
  return cost;
}

/** Points a finished query really used: 1 for each object in its answer, and 10 a mutation. */
export function actualCost(answer: unknown, operation: OperationDefinitionNode): number {
  const mutations = operation.operation === "mutation" ? operation.selectionSet.selections.length : 0;
  return mutations * MUTATION + Math.max(0, objects(answer) - 1 - mutations);
}

function objects(value: unknown): number {
  if (value === null || typeof value !== "object") return 0;
  const inner = Object.values(value).reduce<number>((sum, one) => sum + objects(one), 0);
  return inner + (Array.isArray(value) ? 0 : 1);
}

function pageSize(node: FieldNode, variables: Record<string, unknown>): number {
  const page = node.arguments?.find((one) => one.name.value === "first" || one.name.value === "last")?.value;
  if (page?.kind === Kind.INT) return Number(page.value);
  if (page?.kind === Kind.VARIABLE) return Number(variables[page.name.value] ?? 1);
  return 1;
}

function namedIds(node: FieldNode, variables: Record<string, unknown>): number {
  const ids = node.arguments?.find((one) => one.name.value === "ids")?.value;
  if (ids?.kind === Kind.LIST) return ids.values.length;
  const given = ids?.kind === Kind.VARIABLE ? variables[ids.name.value] : null;
  return Array.isArray(given) ? given.length : 1;
}

function used(document: DocumentNode, operation: OperationDefinitionNode) {
  return document.definitions.filter((one) => one === operation || one.kind === Kind.FRAGMENT_DEFINITION);
}
