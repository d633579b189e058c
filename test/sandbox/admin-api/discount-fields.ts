import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { connection } from "#test/sandbox/admin-api/connection.ts";
import {
  type DiscountInput,
  type Kind,
  readTerms,
  type UserError,
} from "#test/sandbox/admin-api/discount-input.ts";
import { codesWithIds, discountNode } from "#test/sandbox/admin-api/discount-node.ts";
import { type Discount, statusOf } from "#test/sandbox/admin-api/discounts.ts";
import type { RedeemCall } from "#test/sandbox/admin-api/redeem-calls.ts";

type Payload = { codeDiscountNode: Record<string, unknown> | null; userErrors: UserError[] };

const BASIC: Kind = { argument: "basicCodeDiscount", isShipping: false };
const SHIPPING: Kind = { argument: "freeShippingCodeDiscount", isShipping: true };
/** Shopify takes so many codes in one call. */
const MOST_CODES = 250;

/** The discount mutations and queries of the app, with the refusals Shopify gives. */
export function discountFields(api: AdminApi): Record<string, unknown> {
  const { discounts } = api;
  const { currency } = api.shop.settings;
  const iso = () => isoOf(discounts.now());
  const done = (discount: Discount): Payload => ({
    codeDiscountNode: discountNode(api, discounts.save(discount)),
    userErrors: [],
  });
  const change = (gid: string, how: (discount: Discount) => Discount | UserError[]): Payload => {
    const before = discounts.get(gid);
    if (!before) return refused(missing("id"));
    const after = how(before);
    return "gid" in after ? done({ ...after, updatedAt: iso() }) : refused(after);
  };
  const create = (kind: Kind, input: DiscountInput): Payload => {
    const { terms, errors } = readTerms(input, kind, null, discounts, currency);
    if (errors.length > 0) return refused(errors);
    const number = discounts.nextNumber();
    const gid = `gid://shopify/DiscountCodeNode/${number}`;
    return done({ ...terms, number, gid, createdAt: iso(), updatedAt: iso() });
  };
  const update = (kind: Kind, id: string, input: DiscountInput): Payload =>
    change(id, (before) => {
      if ("shipping" in before.value !== kind.isShipping) return missing("id");
      const { terms, errors } = readTerms(input, kind, before, discounts, currency);
      return errors.length > 0 ? errors : { ...before, ...terms };
    });

  return {
    codeDiscountNodeByCode: ({ code }: { code: string }) => {
      const found = discounts.find(code);
      return found && discountNode(api, found);
    },
    discountCodeBasicCreate: (asked: { basicCodeDiscount: DiscountInput }) =>
      create(BASIC, asked.basicCodeDiscount),
    discountCodeFreeShippingCreate: (asked: { freeShippingCodeDiscount: DiscountInput }) =>
      create(SHIPPING, asked.freeShippingCodeDiscount),
    discountCodeBasicUpdate: (asked: { id: string; basicCodeDiscount: DiscountInput }) =>
      update(BASIC, asked.id, asked.basicCodeDiscount),
    discountCodeFreeShippingUpdate: (asked: { id: string; freeShippingCodeDiscount: DiscountInput }) =>
      update(SHIPPING, asked.id, asked.freeShippingCodeDiscount),
    discountCodeDeactivate: ({ id }: { id: string }): Payload => change(id, (before) => ended(before, api)),
    discountCodeActivate: ({ id }: { id: string }): Payload =>
      change(id, (before) => {
        const isAhead = statusOf(before, discounts.now()) === "SCHEDULED";
        return { ...before, startsAt: isAhead ? iso() : before.startsAt, endsAt: null };
      }),
    discountRedeemCodeBulkAdd({ discountId, codes }: { discountId: string; codes: { code: string }[] }) {
      const userErrors = errorsOf(discounts.get(discountId), codes.length);
      if (userErrors.length > 0) return { bulkCreation: null, userErrors };
      const texts = codes.map(({ code }) => code);
      return {
        bulkCreation: callFields(api, discounts.calls.add(discountId, texts, discounts.now())),
        userErrors,
      };
    },
    discountCodeRedeemCodeBulkDelete({ discountId, ids }: { discountId: string; ids: string[] }) {
      const discount = discounts.get(discountId);
      if (!discount) return { job: null, userErrors: missing("discountId") };
      for (const code of codesWithIds(discounts, discount, ids)) discounts.removeCode(code);
      return {
        job: { __typename: "Job", id: `gid://shopify/Job/${discount.number}`, done: true },
        userErrors: [],
      };
    },
    discountRedeemCodeBulkCreation({ id }: { id: string }) {
      const call = discounts.calls.look(id);
      return call && callFields(api, call);
    },
  };
}

/** A discount that takes nothing off any more, from now on. */
export function ended(discount: Discount, { discounts }: Pick<AdminApi, "discounts">): Discount {
  const now = discounts.now();
  return statusOf(discount, now) === "EXPIRED" ? discount : { ...discount, endsAt: isoOf(now) };
}

function errorsOf(discount: Discount | null, count: number): UserError[] {
  if (!discount) return missing("discountId");
  if (count >= 1 && count <= MOST_CODES) return [];
  const [code, message] =
    count === 0
      ? ["BLANK", "Codes can't be blank"]
      : ["EXCEEDED_MAX", `The maximum of ${MOST_CODES} codes has been exceeded`];
  return [{ field: ["codes"], code: code ?? "", message: message ?? "", extraInfo: null }];
}

function callFields(api: AdminApi, call: RedeemCall): Record<string, unknown> {
  const { codes, results, discountGid } = call;
  const discount = api.discounts.get(discountGid);
  const nodes = codes.slice(0, results.length).map((code, at) => {
    const error = results[at] ?? null;
    return {
      __typename: "DiscountRedeemCodeBulkCreationCode",
      code,
      errors: error ? [{ field: ["code"], ...error, extraInfo: null }] : [],
    };
  });
  return {
    __typename: "DiscountRedeemCodeBulkCreation",
    id: call.gid,
    done: results.length === codes.length,
    codesCount: codes.length,
    importedCount: results.filter((one) => one === null).length,
    failedCount: results.filter((one) => one !== null).length,
    createdAt: isoOf(call.createdAt),
    discountCode: discount && discountNode(api, discount),
    codes: connection(nodes),
  };
}

const isoOf = (instant: Date) => instant.toISOString().replace(/\.\d+Z$/, "Z");

function missing(field: string): UserError[] {
  return [{ field: [field], code: "INVALID", message: "Discount does not exist", extraInfo: null }];
}

function refused(userErrors: UserError[]): Payload {
  return { codeDiscountNode: null, userErrors };
}
