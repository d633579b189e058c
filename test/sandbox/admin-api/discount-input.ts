import type { Discount, Discounts } from "#test/sandbox/admin-api/discounts.ts";
import { NotSimulated, onlyKeys } from "#test/sandbox/admin-api/not-simulated.ts";
import { type ItemsInput, readScope } from "#test/sandbox/admin-api/scope-input.ts";
import { minorOf } from "#test/sandbox/order-life/decimal.ts";

/** DiscountCodeBasicInput or DiscountCodeFreeShippingInput as GraphQL hands it over: only the keys that are simulated. */
export type DiscountInput = {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  tags?: string[] | null;
  appliesOncePerCustomer?: boolean | null;
  usageLimit?: number | null;
  context?: { all?: string | null } | null;
  minimumRequirement?: {
    subtotal?: { greaterThanOrEqualToSubtotal?: string | number | null } | null;
    quantity?: { greaterThanOrEqualToQuantity?: string | number | null } | null;
  } | null;
  destination?: { all?: boolean | null } | null;
  customerGets?: {
    items?: ItemsInput | null;
    value?: {
      percentage?: number | null;
      discountAmount?: { amount?: string | number | null; appliesOnEachItem?: boolean | null } | null;
    } | null;
  } | null;
};

/** A refusal in Shopify's words; `code` is one of the schema's DiscountErrorCode. */
export type UserError = { field: string[]; code: string; message: string; extraInfo: null };

/** Refuses a field, given by its path within the input. */
export type Refuse = (path: string, code: string, message: string) => void;

type Terms = Omit<Discount, "number" | "gid" | "createdAt" | "updatedAt">;

/** What is asked for: an amount off the goods, or free shipping; and where its input stands among the arguments. */
export type Kind = { readonly argument: string; readonly isShipping: boolean };

/** Reads what a discount shall be from the input and, for an update, from what it is; or says why it cannot be. */
export function readTerms(
  input: DiscountInput,
  { argument, isShipping }: Kind,
  before: Discount | null,
  discounts: Discounts,
  currency: string,
): { terms: Terms; errors: UserError[] } {
  refuseUnsimulated(input, isShipping);
  const errors: UserError[] = [];
  const refuse: Refuse = (path, code, message) =>
    errors.push({ field: [argument, ...path.split(".")], code, message, extraInfo: null });

  const terms: Terms = {
    title: input.title ?? before?.title ?? "",
    code: (input.code ?? before?.code ?? "").trim(),
    value: isShipping
      ? { shipping: true }
      : (readValue(input, currency, refuse) ?? before?.value ?? { percentage: 0 }),
    minimum: readMinimum(input, before, currency, refuse),
    scope: isShipping ? null : readScope(input.customerGets?.items, before, refuse),
    tags: input.tags ?? before?.tags ?? [],
    startsAt: input.startsAt ?? before?.startsAt ?? "",
    endsAt: input.endsAt === undefined ? (before?.endsAt ?? null) : input.endsAt,
    appliesOncePerCustomer: input.appliesOncePerCustomer ?? before?.appliesOncePerCustomer ?? false,
    usageLimit: input.usageLimit === undefined ? (before?.usageLimit ?? null) : input.usageLimit,
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
  if (typeof terms.usageLimit === "number" && terms.usageLimit < 1)
    refuse("usageLimit", "GREATER_THAN", "Usage limit must be greater than 0");
  if (terms.tags.length > 5) refuse("tags", "TOO_MANY_TAGS", "Tags can't have more than 5 tags");
  if (terms.tags.some((tag) => tag.length > 255)) refuse("tags", "INVALID_TAG_LENGTH", "Tag is too long");
  if (!before && !isShipping && !input.customerGets)
    refuse("customerGets", "BLANK", "Customer gets can't be blank");
  return { terms, errors };
}

function readMinimum(
  { minimumRequirement }: DiscountInput,
  before: Discount | null,
  currency: string,
  refuse: Refuse,
): Discount["minimum"] {
  if (minimumRequirement === undefined) return before?.minimum ?? null;
  const subtotal = minimumRequirement?.subtotal?.greaterThanOrEqualToSubtotal ?? null;
  const quantity = minimumRequirement?.quantity?.greaterThanOrEqualToQuantity ?? null;
  if (subtotal !== null && quantity !== null) {
    refuse(
      "minimumRequirement.subtotal.greaterThanOrEqualToSubtotal",
      "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
      "Minimum subtotal cannot be defined when minimum quantity is.",
    );
  }
  if (quantity !== null) return { quantity: Number(quantity) };
  if (subtotal === null) return null;
  minorOf(String(subtotal), currency);
  return { subtotal: String(subtotal) };
}

function readValue(input: DiscountInput, currency: string, refuse: Refuse): Discount["value"] | null {
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

function refuseUnsimulated(input: DiscountInput, isShipping: boolean): void {
  onlyKeys(isShipping ? "DiscountCodeFreeShippingInput" : "DiscountCodeBasicInput", input, [
    ...["title", "code", "startsAt", "endsAt", "tags", "minimumRequirement"],
    ...["appliesOncePerCustomer", "usageLimit", "context", isShipping ? "destination" : "customerGets"],
  ]);
  onlyKeys("DiscountContextInput", input.context ?? {}, ["all"]);
  onlyKeys("DiscountShippingDestinationSelectionInput", input.destination ?? {}, ["all"]);
  onlyKeys("DiscountCustomerGetsInput", input.customerGets ?? {}, ["items", "value"]);
  onlyKeys("DiscountCustomerGetsValueInput", input.customerGets?.value ?? {}, [
    "percentage",
    "discountAmount",
  ]);
  if (input.customerGets?.value?.discountAmount?.appliesOnEachItem) {
    throw new NotSimulated("DiscountAmountInput.appliesOnEachItem: true");
  }
}
