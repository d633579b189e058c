import {
  type ASTNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { ScopeRule } from "#test/sandbox/admin-api/schema.ts";

/** The scopes Shopify lists for what an app asked: a write scope brings its read scope, where there is one. */
export function grantedScopes(asked: readonly string[], rules: readonly ScopeRule[]): string[] {
  const known = new Set(rules.flatMap((rule) => rule.offlineScopes));
  const reads = asked.map((scope) => scope.replace(/^write_/, "read_")).filter((scope) => known.has(scope));
  return [...new Set([...asked, ...reads])].sort();
}

/** Answers which scope a document would need and has not: one ACCESS_DENIED error for each such field. */
export function createScopeGuard(schema: GraphQLSchema, rules: readonly ScopeRule[]) {
  const asking = rules.filter((rule) => rule.offlineScopes.length > 0);
  const byPlace = new Map(asking.map((rule) => [place(rule.typeName, rule.fieldName), rule]));

  return function denied(document: DocumentNode, granted: readonly string[]): GraphQLError[] {
    const types = new TypeInfo(schema);
    const errors: GraphQLError[] = [];
    const walk = visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType()?.name;
        const result = getNamedType(types.getType())?.name;
        const asked = [
          parent && byPlace.get(place(parent, node.name.value)),
          result && byPlace.get(place(result)),
        ];
        const missing = asked.find((rule) => rule && !allows(rule, granted));
        if (missing) errors.push(accessDenied(node.name.value, missing.requiredAccess, node));
      },
      InlineFragment(node) {
        const name = node.typeCondition?.name.value;
        const rule = name === undefined ? undefined : byPlace.get(place(name));
        if (rule && !allows(rule, granted))
          errors.push(accessDenied(rule.typeName, rule.requiredAccess, node));
      },
    });
    visit(document, walk);
    return errors;
  };
}

function allows(rule: ScopeRule, granted: readonly string[]): boolean {
  const has = (scope: string) => granted.includes(scope);
  return / or /.test(rule.requiredAccess) ? rule.offlineScopes.some(has) : rule.offlineScopes.every(has);
}

function place(typeName: string, fieldName = ""): string {
  return `${typeName}.${fieldName}`;
}

function accessDenied(what: string, requiredAccess: string, node: ASTNode): GraphQLError {
  return new GraphQLError(`Access denied for ${what} field. Required access: ${requiredAccess}`, {
    nodes: [node],
    extensions: {
      code: "ACCESS_DENIED",
      documentation: "https://shopify.dev/api/usage/access-scopes",
      requiredAccess,
    },
  });
}
