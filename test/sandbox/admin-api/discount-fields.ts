import type { AdminApi } from "#test/sandbox/admin-api/admin-api.ts";
import { amountOf } from "#test/sandbox/admin-api/amount.ts";
import { type BasicInput, readTerms, type UserError } from "#test/sandbox/admin-api/discount-input.ts";
import { type Discount, statusOf } from "#test/sandbox/admin-api/discounts.ts";
import { formatMinor, minorOf } from "#test/sandbox/order-life/decimal.ts";

type Payload = { codeDiscountNode: Record<string, unknown> | null; userErrors: UserError[] };

/** The four discount mutations of the app, with the refusals Shopify gives. */
export function discountMutations(api: AdminApi): Record<string, unknown> {
  const { discounts } = api;
  const currency = api.shop.settings.currency;
  const iso = () =>
    discounts
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, "Z");
  const done = (discount: Discount): Payload => ({
    codeDiscountNode: discountNode(discounts.save(discount), currency, discounts.now()),
    userErrors: [],
  });
  const change = (gid: string, how: (discount: Discount) => Discount | UserError[]): Payload => {
    const before = discounts.get(gid);
    if (!before)
      return refused([
        { field: ["id"], code: "INVALID", message: "Discount does not exist", extraInfo: null },
      ]);
    const after = how(before);
    return "gid" in after ? done({ ...after, updatedAt: iso() }) : refused(after);
  };

  return {
    discountCodeBasicCreate({ basicCodeDiscount }: { basicCodeDiscount: BasicInput }): Payload {
      const { terms, errors } = readTerms(basicCodeDiscount, null, discounts, currency);
      if (errors.length > 0) return refused(errors);
      const number = discounts.nextNumber();
      const gid = `gid://shopify/DiscountCodeNode/${number}`;
      return done({ ...terms, number, gid, createdAt: iso(), updatedAt: iso() });
    },
    discountCodeBasicUpdate({
      id,
      basicCodeDiscount,
    }: {
      id: string;
      basicCodeDiscount: BasicInput;
    }): Payload {
      return change(id, (before) => {
        const { terms, errors } = readTerms(basicCodeDiscount, before, discounts, currency);
        return errors.length > 0 ? errors : { ...before, ...terms };
      });
    },
    discountCodeDeactivate({ id }: { id: string }): Payload {
      return change(id, (before) => {
        const isOver = statusOf(before, discounts.now()) === "EXPIRED";
        return isOver ? before : { ...before, endsAt: iso() };
      });
    },
    discountCodeActivate({ id }: { id: string }): Payload {
      return change(id, (before) => {
        const isAhead = statusOf(before, discounts.now()) === "SCHEDULED";
        return { ...before, startsAt: isAhead ? iso() : before.startsAt, endsAt: null };
      });
    },
  };
}

/** A DiscountCodeNode as GraphQL shows it. */
export function discountNode(discount: Discount, currency: string, now: Date): Record<string, unknown> {
  const codes = [
    {
      __typename: "DiscountRedeemCode",
      id: `gid://shopify/DiscountRedeemCode/${discount.number}`,
      code: discount.code,
    },
  ];
  return {
    __typename: "DiscountCodeNode",
    id: discount.gid,
    codeDiscount: {
      __typename: "DiscountCodeBasic",
      title: discount.title,
      status: statusOf(discount, now),
      tags: discount.tags,
      startsAt: discount.startsAt,
      endsAt: discount.endsAt,
      createdAt: discount.createdAt,
      updatedAt: discount.updatedAt,
      appliesOncePerCustomer: discount.appliesOncePerCustomer,
      codes: () => ({ nodes: codes, edges: codes.map((node) => ({ node, cursor: node.id })) }),
      codesCount: { count: 1, precision: "EXACT" },
      customerGets: {
        items: { __typename: "AllDiscountItems", allItems: true },
        value: valueFields(discount, currency),
      },
      summary: summaryOf(discount, currency),
      shortSummary: summaryOf(discount, currency),
      usageLimit: null,
    },
  };
}

function valueFields(discount: Discount, currency: string): Record<string, unknown> {
  if ("percentage" in discount.value) {
    return { __typename: "DiscountPercentage", percentage: discount.value.percentage };
  }
  const { amount, appliesOnEachItem } = discount.value;
  return {
    __typename: "DiscountAmount",
    amount: { amount: amountOf(amount), currencyCode: currency },
    appliesOnEachItem,
  };
}

function summaryOf(discount: Discount, currency: string): string {
  if ("percentage" in discount.value) {
    return `${Number((discount.value.percentage * 100).toFixed(4))}% off entire order`;
  }
  const minor = minorOf(discount.value.amount, currency);
  return `${formatMinor(minor, currency)} ${currency} off entire order`;
}

function refused(userErrors: UserError[]): Payload {
  return { codeDiscountNode: null, userErrors };
}
