import { z } from "zod";
import type { CodeValue } from "#app/creators/code.ts";
import { money, toDecimal } from "#app/kernel/money.ts";
import { type AdminGraphql, run } from "#app/shopify/admin-api.server.ts";

/** A discount as Shopify must have it. `tag` is how we know later that it is ours. */
export type CodeDiscount = {
  readonly title: string;
  readonly code: string;
  readonly tag: string;
  readonly startsAt: Date;
  readonly value: CodeValue;
};

/** The discount behind a code: ours, or somebody else's under this title. */
export type FoundDiscount = { readonly id: string; readonly isOurs: boolean; readonly title: string };

/** What Shopify answered to a new discount: made, or refused with its code (TAKEN, ...) and its words. */
export type CreatedDiscount =
  | { readonly id: string }
  | { readonly because: string; readonly message: string };

const FIND = `#graphql
  query DiscountByCode($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic { title tags }
      }
    }
  }`;

const CREATE = `#graphql
  mutation CreateDiscount($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { code message }
    }
  }`;

/** Finds the discount a code belongs to, whatever its letter case; null when Shopify knows no such code. */
export async function findDiscount(
  graphql: AdminGraphql,
  domain: string,
  code: string,
  tag: string,
): Promise<FoundDiscount | null> {
  const shape = z.object({
    codeDiscountNodeByCode: z
      .object({
        id: z.string(),
        codeDiscount: z.object({ title: z.string().optional(), tags: z.array(z.string()).optional() }),
      })
      .nullable(),
  });
  const { codeDiscountNodeByCode: found } = await run(graphql, domain, FIND, { code }, shape);
  if (!found) return null;
  const { title = "", tags = [] } = found.codeDiscount;
  return { id: found.id, isOurs: tags.includes(tag), title };
}

/** Creates a discount of a percent (0.1 is 10 %) or an amount once per order, for everybody and everything. */
export async function createDiscount(
  graphql: AdminGraphql,
  domain: string,
  { title, code, tag, startsAt, value }: CodeDiscount,
): Promise<CreatedDiscount> {
  const discount = {
    title,
    code,
    tags: ["tributary", tag],
    startsAt: startsAt.toISOString(),
    context: { all: "ALL" },
    customerGets: {
      items: { all: true },
      value:
        value.kind === "percent"
          ? { percentage: value.basisPoints / 10_000 }
          : {
              discountAmount: {
                amount: toDecimal(money(value.minor, value.currency)),
                appliesOnEachItem: false,
              },
            },
    },
  };
  const shape = z.object({
    discountCodeBasicCreate: z.object({
      codeDiscountNode: z.object({ id: z.string() }).nullable(),
      userErrors: z.array(z.object({ code: z.string().nullable(), message: z.string() })),
    }),
  });
  const { discountCodeBasicCreate: answer } = await run(graphql, domain, CREATE, { discount }, shape);
  if (answer.codeDiscountNode) return { id: answer.codeDiscountNode.id };
  const [error] = answer.userErrors;
  return { because: error?.code ?? "UNKNOWN", message: error?.message ?? "Shopify gave no reason." };
}
