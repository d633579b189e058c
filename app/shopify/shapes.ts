import { z } from "zod";

/** The parts of Shopify's REST payloads that we read, as they come: amounts still text, ids still numbers or digits. */

const text = z
  .string()
  .refine(
    (value) => !value.includes("\u0000"),
    "must not hold a NUL character, which PostgreSQL cannot store: remove it in Shopify",
  )
  .transform((value) => value.toWellFormed());
/** A text PostgreSQL can store, or null. */
export const maybeText = text.nullish().transform((value) => value ?? null);

/** Digits exactly as written: a number, or, above 2^53, the text `parseJson` kept. */
export const digits = z
  .union([z.number(), z.string()], "must be an id")
  .transform(String)
  .refine((value) => /^\d{1,20}$/.test(value), "must be an id of up to 20 digits");
const amount = z
  .union([z.string(), z.number()], "must be an amount such as 19.90")
  .transform(String)
  .refine((value) => /^[+-]?\d+(\.\d+)?$/.test(value), "must be an amount such as 19.90");
const units = z.int().nonnegative();
/** An instant with its offset. */
export const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));

const amountSet = z
  .object({ shop_money: z.object({ amount, currency_code: z.string().nullish() }) })
  .nullish();
const listOf = <Shape extends z.ZodType>(shape: Shape) =>
  z
    .array(shape)
    .nullish()
    .transform((list) => list ?? []);

const allocations = listOf(
  z.object({
    amount: amount.nullish(),
    amount_set: amountSet,
    discount_application_index: z.int().nonnegative().nullish(),
  }),
);

const line = z.object({
  id: digits,
  admin_graphql_api_id: z.string().nullish(),
  product_id: digits.nullish(),
  variant_id: digits.nullish(),
  title: maybeText,
  quantity: units,
  current_quantity: units.nullish(),
  price: amount.nullish(),
  price_set: amountSet,
  discount_allocations: allocations,
  tax_lines: listOf(z.object({ price: amount.nullish(), price_set: amountSet })),
  gift_card: z.boolean().nullish(),
  // Shopify sends these two on tips only, so that their presence tells, not their value.
  tip_payment_gateway: z.unknown().optional(),
  tip_payment_method: z.unknown().optional(),
});

/** One refund: of `refunds/create`, or of an order's `refunds[]`. */
export const refundShape = z.object({
  id: digits,
  admin_graphql_api_id: z.string().nullish(),
  order_id: digits.nullish(),
  created_at: instant,
  refund_line_items: listOf(z.object({ line_item_id: digits, quantity: units, subtotal_set: amountSet })),
  order_adjustments: listOf(
    z.object({ kind: maybeText, reason: maybeText, amount: amount.nullish(), amount_set: amountSet }),
  ),
});

/** Where a parcel or a bill goes, as far as it tells people apart. */
const address = z
  .object({
    address1: maybeText,
    address2: maybeText,
    zip: maybeText,
    country_code: maybeText,
    phone: maybeText,
  })
  .nullish();

/** An order of `orders/create`, `updated`, `paid`, `fulfilled`, `cancelled`. */
export const orderShape = z.object({
  id: digits,
  admin_graphql_api_id: z.string().nullish(),
  name: text,
  created_at: instant,
  processed_at: instant.nullish(),
  updated_at: instant,
  cancelled_at: instant.nullish(),
  test: z.boolean().nullish(),
  financial_status: z.enum([
    "pending",
    "authorized",
    "partially_paid",
    "paid",
    "partially_refunded",
    "refunded",
    "voided",
    "expired",
  ]),
  source_name: maybeText,
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a currency of three capitals, such as USD"),
  taxes_included: z.boolean().nullish(),
  fulfillment_status: maybeText,
  fulfillments: listOf(z.object({ created_at: instant, status: maybeText })),
  customer: z
    .object({ id: digits, admin_graphql_api_id: z.string().nullish(), email: maybeText, phone: maybeText })
    .nullish(),
  email: maybeText,
  contact_email: maybeText,
  phone: maybeText,
  line_items: z.array(line),
  shipping_lines: listOf(z.object({ discount_allocations: allocations })),
  discount_codes: listOf(z.object({ code: text })).refine(
    (codes) => codes.length <= 1000,
    "must hold at most 1,000 codes: no checkout takes so many",
  ),
  discount_applications: listOf(z.object({ type: z.string().nullish(), code: maybeText })).refine(
    (applications) => applications.length <= 1000,
    "must hold at most 1,000 discounts: no checkout takes so many",
  ),
  refunds: listOf(refundShape),
  landing_site: maybeText,
  referring_site: maybeText,
  shipping_address: address,
  billing_address: address,
  note_attributes: listOf(z.object({ name: z.unknown(), value: z.unknown() })),
});

/** A customer of `customers/create` and `customers/update`. */
export const customerShape = z.object({
  id: digits,
  admin_graphql_api_id: z.string().nullish(),
  email: maybeText,
  updated_at: instant,
});

/** What the shapes above give: dates read, ids as digits, amounts as text. */
export type OrderShape = z.output<typeof orderShape>;
/** One refund so read. */
export type RefundShape = z.output<typeof refundShape>;
/** One line so read. */
export type LineShape = OrderShape["line_items"][number];
/** An amount in the shop's own money, where Shopify gives it. */
export type AmountSet = z.output<typeof amountSet>;
