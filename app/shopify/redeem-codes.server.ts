import { z } from "zod";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";
import { userErrorsShape } from "#app/shopify/discounts.server.ts";

/** Shopify takes so many codes in one call. */
export const MOST_AT_ONCE = 250;

const ADD = `#graphql
  mutation AddCodes($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) {
    discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) {
      bulkCreation { id }
      userErrors { code message }
    }
  }`;

/** Asks Shopify to add codes to a discount, at most 250; it does so by and by, and tells how under the id that comes back. */
export async function addRedeemCodes(
  graphql: AdminGraphql,
  domain: string,
  discountId: string,
  codes: readonly string[],
): Promise<{ callId: string } | { because: string; message: string }> {
  const variables = { discountId, codes: codes.map((code) => ({ code })) };
  const shape = z.object({
    discountRedeemCodeBulkAdd: z.object({
      bulkCreation: z.object({ id: z.string() }).nullable(),
      userErrors: userErrorsShape,
    }),
  });
  const { discountRedeemCodeBulkAdd: answer } = await run(graphql, domain, ADD, variables, shape);
  if (answer.bulkCreation) return { callId: answer.bulkCreation.id };
  const [error] = answer.userErrors;
  return { because: error?.code ?? "UNKNOWN", message: error?.message ?? "Shopify gave no reason." };
}

/** How a call that adds codes stands; once done, what became of each code: null when it was added, else why not. */
export type RedeemCall = {
  readonly isDone: boolean;
  readonly codes: ReadonlyMap<string, { readonly because: string; readonly message: string } | null>;
};

const LOOK = `#graphql
  query AddedCodes($id: ID!, $after: String) {
    discountRedeemCodeBulkCreation(id: $id) {
      done
      codes(first: 250, after: $after) {
        nodes { code errors { code message } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }`;

const codesShape = z.object({
  nodes: z.array(z.object({ code: z.string(), errors: userErrorsShape })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
});
const lookShape = z.object({
  discountRedeemCodeBulkCreation: z.object({ done: z.boolean(), codes: codesShape }).nullable(),
});

/** Looks how a call that adds codes stands; null when Shopify knows of none. */
export async function findRedeemCall(
  graphql: AdminGraphql,
  domain: string,
  id: string,
): Promise<RedeemCall | null> {
  const codes = new Map<string, { because: string; message: string } | null>();
  for (let after: string | null = null; ; ) {
    const answer: z.infer<typeof lookShape> = await run(graphql, domain, LOOK, { id, after }, lookShape);
    const call = answer.discountRedeemCodeBulkCreation;
    if (call === null) return null;
    if (!call.done) return { isDone: false, codes };
    for (const { code, errors } of call.codes.nodes) {
      const [error] = errors;
      codes.set(code, error ? { because: error.code ?? "UNKNOWN", message: error.message } : null);
    }
    if (!call.codes.pageInfo.hasNextPage) return { isDone: true, codes };
    after = call.codes.pageInfo.endCursor;
  }
}

const REMOVE = `#graphql
  mutation RemoveCodes($discountId: ID!, $ids: [ID!]!) {
    discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) {
      job { id }
      userErrors { code message }
    }
  }`;

/** Asks Shopify to take codes out of a discount, which it does by and by. */
export async function removeRedeemCodes(
  graphql: AdminGraphql,
  domain: string,
  discountId: string,
  ids: readonly string[],
): Promise<{ id: string } | { because: string; message: string }> {
  const shape = z.object({
    discountCodeRedeemCodeBulkDelete: z.object({
      job: z.object({ id: z.string() }).nullable(),
      userErrors: userErrorsShape,
    }),
  });
  const { discountCodeRedeemCodeBulkDelete: answer } = await run(
    graphql,
    domain,
    REMOVE,
    { discountId, ids },
    shape,
  );
  if (answer.job) return { id: discountId };
  const [error] = answer.userErrors;
  return { because: error?.code ?? "UNKNOWN", message: error?.message ?? "Shopify gave no reason." };
}
