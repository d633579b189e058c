import type { Discount, Discounts } from "#test/sandbox/admin-api/discounts.ts";
import { NotSimulated, onlyKeys } from "#test/sandbox/admin-api/not-simulated.ts";
import { minorOf } from "#test/sandbox/order-life/decimal.ts";

/** DiscountCodeBasicInput as GraphQL hands it over: only the keys that are simulated. */
export type BasicInput = {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  tags?: string[] | null;
  appliesOncePerCustomer?: boolean | null;
  context?: { all?: string | null } | null;
  customerGets?: {
    items?: { all?: boolean | null } | null;
    value?: {
      percentage?: number | null;
      discountAmount?: { amount?: string | number | null; appliesOnEachItem?: boolean | null } | null;
    } | null;
  } | null;
};

/** A refusal in Shopify's words; `code` is one of the schema's DiscountErrorCode. */
export type UserError = { field: string[]; code: string; message: string; extraInfo: null };

type Terms = Omit<Discount, "number" | "gid" | "createdAt" | "updatedAt">;

/** Reads what a discount shall be from the input and, for an update, from what it is; or says why it cannot be. */
export function readTerms(
  input: BasicInput,
  before: Discount | null,
  discounts: Discounts,
  currency: string,
): { terms: Terms; errors: UserError[] } {
  refuseUnsimulated(input);
  const errors: UserError[] = [];
  const refuse = (path: string, code: string, message: string) =>
    errors.push({ field: ["basicCodeDiscount", ...path.split(".")], code, message, extraInfo: null });

  const terms: Terms = {
    title: input.title ?? before?.title ?? "",
    code: (input.code ?? before?.code ?? "").trim(),
    value: readValue(input, currency, refuse) ?? before?.value ?? { percentage: 0 },
    tags: input.tags ?? before?.tags ?? [],
    startsAt: input.startsAt ?? before?.startsAt ?? "",
    endsAt: input.endsAt === undefined ? (before?.endsAt ?? null) : input.endsAt,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? before?.appliesOncePerCustomer ?? false,
  };
  if (terms.title.trim() === "") refuse("title", "BLANK", "Title can't be blank");
  if (terms.title.length > 255) refuse("title", "TOO_LONG", "Title is too long (maximum is 255 characters)");
  if (terms.code === "") refuse("code", "BLANK", "Code can't be blank");
  if (terms.code.length > 255) refuse("code", "TOO_LONG", "Code is too long (maximum is 255 characters)");
  const twin = discounts.find(terms.code);
  if (twin && twin.gid !== before?.gid)
    refuse("code", "TAKEN", "Code must be unique. Please try a different code.");
  if (terms.startsAt === "") refuse("startsAt", "BLANK", "Starts at can't be blank");
  if (terms.endsAt !== null && new Date(terms.endsAt) <= new Date(terms.startsAt)) {
    refuse("endsAt", "END_DATE_BEFORE_START_DATE", "Ends at needs to be after starts_at");
  }
  if (terms.tags.length > 5) refuse("tags", "TOO_MANY_TAGS", "Tags can't have more than 5 tags");
  if (terms.tags.some((tag) => tag.length > 255)) refuse("tags", "INVALID_TAG_LENGTH", "Tag is too long");
  if (!before && !input.customerGets) refuse("customerGets", "BLANK", "Customer gets can't be blank");
  return { terms, errors };
}

function readValue(
  input: BasicInput,
  currency: string,
  refuse: (path: string, code: string, message: string) => void,
): Discount["value"] | null {
  const value = input.customerGets?.value;
  if (!value) return null;
  const { percentage, discountAmount } = value;
  if (percentage != null && discountAmount != null) {
    refuse(
      "customerGets.value",
      "TOO_MANY_ARGUMENTS",
      "Only one of percentage and discountAmount can be given",
    );
  }
  if (percentage != null) {
    if (!(percentage > 0 && percentage <= 1)) {
      refuse("customerGets.value.percentage", "VALUE_OUTSIDE_RANGE", "Value must be between 0.0 and 1.0");
    }
    return { percentage };
  }
  const amount = String(discountAmount?.amount ?? "");
  if (!/^\d+(\.\d+)?$/.test(amount) || Number(amount) === 0) {
    refuse("customerGets.value.discountAmount.amount", "GREATER_THAN", "Value must be greater than 0");
    return { amount: "0", appliesOnEachItem: false };
  }
  minorOf(amount, currency);
  return { amount, appliesOnEachItem: discountAmount?.appliesOnEachItem ?? false };
}

function refuseUnsimulated(input: BasicInput): void {
  onlyKeys("DiscountCodeBasicInput", input, [
    ...["title", "code", "startsAt", "endsAt", "tags"],
    ...["appliesOncePerCustomer", "context", "customerGets"],
  ]);
  onlyKeys("DiscountContextInput", input.context ?? {}, ["all"]);
  onlyKeys("DiscountCustomerGetsInput", input.customerGets ?? {}, ["items", "value"]);
  onlyKeys("DiscountItemsInput", input.customerGets?.items ?? {}, ["all"]);
  onlyKeys("DiscountCustomerGetsValueInput", input.customerGets?.value ?? {}, [
    "percentage",
    "discountAmount",
  ]);
  if (input.customerGets?.value?.discountAmount?.appliesOnEachItem) {
    throw new NotSimulated("DiscountAmountInput.appliesOnEachItem: true");
  }
}
