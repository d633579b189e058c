import {
  type DocumentNode,
  executeSync,
  GraphQLError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { actualCost, requestedCost } from "#test/sandbox/admin-api/cost.ts";
import { resolveField } from "#test/sandbox/admin-api/not-simulated.ts";
import { rootOf } from "#test/sandbox/admin-api/root.ts";
import { API_VERSION } from "#test/sandbox/admin-api/schema.ts";
import { createScopeGuard } from "#test/sandbox/admin-api/scopes.ts";

type Question = { readonly version: string; readonly token: string; readonly body: string };
type Asked = { query?: unknown; variables?: Record<string, unknown> | null; operationName?: string | null };
type Answer = [body: Record<string, unknown>, status: number];

/** A single query may ask for at most so many points. */
const MOST_POINTS = 1000;
const UNAUTHORIZED = "[API] Invalid API key or access token (unrecognized login or wrong password)";

const guards = new WeakMap<object, ReturnType<typeof createScopeGuard>>();

/** Answers POST /admin/api/{version}/graphql.json: token, schema, scopes, cost, and only then the simulated fields. */
export function answerGraphql(api: AdminApi, question: Question): Answer {
  if (!api.tokens.isGood(question.token)) return [{ errors: UNAUTHORIZED }, 401];
  if (question.version !== API_VERSION) {
    console.error(`sandbox: not simulated: API version ${question.version}; only ${API_VERSION} is`);
    return [{ errors: `not simulated: API version ${question.version}` }, 404];
  }
  const asked = readQuestion(question.body);
  if (typeof asked?.query !== "string") {
    return [{ errors: { query: "Required parameter missing or invalid" } }, 400];
  }
  let document: DocumentNode;
  try {
    document = parse(asked.query);
  } catch (error) {
    return failed([error as GraphQLError]);
  }
  const invalid = validate(api.admin.schema, document);
  if (invalid.length > 0) return failed(invalid);
  const operation = getOperationAST(document, asked.operationName);
  if (!operation) return failed([new GraphQLError("An operation name is required")]);
  const denied = guardOf(api)(document, api.granted);
  if (denied.length > 0) return failed(denied);
  return run(api, document, operation, asked);
}

function run(
  api: AdminApi,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  asked: Asked,
): Answer {
  const variables = asked.variables ?? {};
  const cost = requestedCost(api.admin.schema, document, operation, variables);
  if (cost > MOST_POINTS) {
    return failed([
      coded("MAX_COST_EXCEEDED", `Query cost is ${cost}, which exceeds the single query max cost limit`),
    ]);
  }
  const costs = (actual: number | null) => ({
    cost: {
      requestedQueryCost: cost,
      actualQueryCost: actual,
      throttleStatus: api.bucket.status(),
    },
  });
  if (!api.bucket.take(cost)) {
    return [{ errors: [coded("THROTTLED", "Throttled").toJSON()], extensions: costs(null) }, 200];
  }
  const result = executeSync({
    schema: api.admin.schema,
    document,
    operationName: asked.operationName ?? undefined,
    variableValues: variables,
    rootValue: rootOf(api),
    fieldResolver: resolveField,
  });
  const actual = Math.min(cost, actualCost(result.data, operation));
  api.bucket.giveBack(cost - actual);
  return [{ ...result, extensions: costs(actual) }, 200];
}

function guardOf(api: AdminApi) {
  const guard = guards.get(api.admin) ?? createScopeGuard(api.admin.schema, api.admin.scopeRules);
  guards.set(api.admin, guard);
  return guard;
}

function failed(errors: readonly GraphQLError[]): Answer {
  return [{ errors: errors.map((error) => error.toJSON()) }, 200];
}

function coded(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

function readQuestion(body: string): Asked | null {
  try {
    return JSON.parse(body) as Asked;
  } catch {
    return null;
  }
}
