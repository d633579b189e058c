import { z } from "zod";
import type { Terms } from "#app/creators/code.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import { inputFor, type ScopeRead } from "#app/shopify/discount-terms.ts";

/** A discount as Shopify must have it. `tag` is how we know later that it is ours. */
export type CodeDiscount = Terms & {
  readonly title: string;
  readonly code: string;
  readonly tag: string;
  readonly startsAt: Date;
};

/** The discount behind a code: ours, or somebody else's under this title. */
export type FoundDiscount = { readonly id: string; readonly isOurs: boolean; readonly title: string };

/** What Shopify answered to a new or changed discount: done, or refused with its code (TAKEN, ...) and its words. */
export type DiscountAnswer = { readonly id: string } | { readonly because: string; readonly message: string };

/** So many codes are looked up in one call. */
export const LOOKED_UP = 50;

const TITLE_AND_TAGS = `id codeDiscount { __typename
  ... on DiscountCodeBasic { title tags } ... on DiscountCodeFreeShipping { title tags }
  ... on DiscountCodeBxgy { title tags } ... on DiscountCodeApp { title } }`;
const foundShape = z
  .object({
    id: z.string(),
    codeDiscount: z.object({ title: z.string().optional(), tags: z.array(z.string()).optional() }),
  })
  .nullable();

/** Finds the discounts that codes belong to, whatever their letter case; a code that Shopify does not know is left out. */
export async function findDiscounts(
  graphql: AdminGraphql,
  domain: string,
  codes: readonly string[],
  tag: string,
): Promise<ReadonlyMap<string, FoundDiscount>> {
  const found = new Map<string, FoundDiscount>();
  for (let from = 0; from < codes.length; from += LOOKED_UP) {
    const some = codes.slice(from, from + LOOKED_UP);
    const args = some.map((_, at) => `$c${at}: String!`).join(", ");
    const fields = some.map((_, at) => `c${at}: codeDiscountNodeByCode(code: $c${at}) { ${TITLE_AND_TAGS} }`);
    const query = `query DiscountsByCode(${args}) { ${fields.join("\n")} }`;
    const variables = Object.fromEntries(some.map((code, at) => [`c${at}`, code]));
    const answer = await run(graphql, domain, query, variables, z.record(z.string(), foundShape));
    for (const [at, code] of some.entries()) {
      const node = answer[`c${at}`];
      const { title = "", tags = [] } = node?.codeDiscount ?? {};
      if (node) found.set(code, { id: node.id, isOurs: tags.includes(tag), title });
    }
  }
  return found;
}

/** Finds the discount a code belongs to; null when Shopify knows no such code. */
export async function findDiscount(
  graphql: AdminGraphql,
  domain: string,
  code: string,
  tag: string,
): Promise<FoundDiscount | null> {
  return (await findDiscounts(graphql, domain, [code], tag)).get(code) ?? null;
}

/** The names of what is asked of a discount, by whether it takes off shipping or something of the goods. */
const OPERATIONS = {
  basic: { name: "discountCodeBasic", argument: "basicCodeDiscount", input: "DiscountCodeBasicInput" },
  shipping: {
    name: "discountCodeFreeShipping",
    argument: "freeShippingCodeDiscount",
    input: "DiscountCodeFreeShippingInput",
  },
} as const;
const operationFor = ({ value }: Terms) =>
  value.kind === "free-shipping" ? OPERATIONS.shipping : OPERATIONS.basic;

/** Creates a discount, once per order, for everybody. */
export async function createDiscount(
  graphql: AdminGraphql,
  domain: string,
  { title, code, tag, startsAt, ...terms }: CodeDiscount,
): Promise<DiscountAnswer> {
  const { name, argument, input } = operationFor(terms);
  const query = `mutation CreateDiscount($discount: ${input}!) {
    answer: ${name}Create(${argument}: $discount) { codeDiscountNode { id } userErrors { code message } }
  }`;
  const says = {
    title,
    code,
    tags: ["tributary", tag],
    startsAt: startsAt.toISOString(),
    ...inputFor(terms),
  };
  return answered(graphql, domain, query, { discount: says });
}

/** Gives a discount its code back, leaving all else. `terms` tell what kind of discount it is. */
export function renameDiscount(
  graphql: AdminGraphql,
  domain: string,
  id: string,
  code: string,
  terms: Terms,
): Promise<DiscountAnswer> {
  return update(graphql, domain, id, terms, { code });
}

/** Sets a discount's terms again. `before` is what it takes off from now. */
export function changeTerms(
  graphql: AdminGraphql,
  domain: string,
  id: string,
  terms: Terms,
  before: ScopeRead,
): Promise<DiscountAnswer> {
  return update(graphql, domain, id, terms, inputFor(terms, before));
}

function update(
  graphql: AdminGraphql,
  domain: string,
  id: string,
  terms: Terms,
  discount: Record<string, unknown>,
): Promise<DiscountAnswer> {
  const { name, argument, input } = operationFor(terms);
  const query = `mutation ChangeDiscount($id: ID!, $discount: ${input}!) {
    answer: ${name}Update(id: $id, ${argument}: $discount) { codeDiscountNode { id } userErrors { code message } }
  }`;
  return answered(graphql, domain, query, { id, discount });
}

const ACTIVATE = `#graphql
  mutation ActivateDiscount($id: ID!) {
    answer: discountCodeActivate(id: $id) { codeDiscountNode { id } userErrors { code message } }
  }`;

/** Makes a discount that ended take off again, from now on and without an end. */
export function activateDiscount(graphql: AdminGraphql, domain: string, id: string): Promise<DiscountAnswer> {
  return answered(graphql, domain, ACTIVATE, { id });
}

const DEACTIVATE = `#graphql
  mutation DeactivateDiscount($id: ID!) {
    answer: discountCodeDeactivate(id: $id) { codeDiscountNode { id } userErrors { code message } }
  }`;

/** Makes a discount take off nothing, from now on. */
export function deactivateDiscount(
  graphql: AdminGraphql,
  domain: string,
  id: string,
): Promise<DiscountAnswer> {
  return answered(graphql, domain, DEACTIVATE, { id });
}

/** Sets a discount's end, leaving all else; null: none. `terms` tell what kind of discount it is. */
export function endDiscount(
  graphql: AdminGraphql,
  domain: string,
  id: string,
  terms: Terms,
  endsAt: string | null,
): Promise<DiscountAnswer> {
  return update(graphql, domain, id, terms, { endsAt });
}

/** What Shopify says is wrong with what was asked of a discount. */
export const userErrorsShape = z.array(z.object({ code: z.string().nullable(), message: z.string() }));

async function answered(
  graphql: AdminGraphql,
  domain: string,
  query: string,
  variables: Record<string, unknown>,
): Promise<DiscountAnswer> {
  const shape = z.object({
    answer: z.object({
      codeDiscountNode: z.object({ id: z.string() }).nullable(),
      userErrors: userErrorsShape,
    }),
  });
  const { answer } = await run(graphql, domain, query, variables, shape);
  if (answer.codeDiscountNode && answer.userErrors.length === 0) return { id: answer.codeDiscountNode.id };
  const [error] = answer.userErrors;
  const because = error?.code ?? "UNKNOWN";
  const message = error?.message ?? "Shopify gave no reason.";
  // Shopify's own failure is none of the merchant's: the job is tried again.
  if (because === "INTERNAL_ERROR") throw new Error(`Shopify failed at it: ${message}`);
  return { because, message };
}
