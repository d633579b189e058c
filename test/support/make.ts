import type { Click } from "#app/attribution/click.ts";
import type { CodeTouch, LinkTouch, Touch } from "#app/attribution/touch.ts";
import { codeKey, type Ownership } from "#app/creators/code.ts";
import type { Creator, CreatorParticulars } from "#app/creators/creator.ts";
import type { CodeId, CreatorId, CustomerId, LineId, LinkId, OrderId, RefundId } from "#app/kernel/id.ts";
import type { Interval } from "#app/kernel/time.ts";
import type { Adjustment, Buyer, Order, OrderLine, Refund, UsedCode } from "#app/orders/order.ts";

/** Builders of complete, valid values for tests; every field can be overridden. Amounts in US cents unless said. */

/** `at("2026-03-01")` is that day's midnight in UTC; any ISO instant works. */
export const at = (text: string): Date => new Date(text);

/** Open-ended unless `to` is given: `since("2026-01-01")`, `since("2026-01-01", "2026-02-01")`. */
export function since(from: string, to: string | null = null): Interval {
  return { from: at(from), to: to === null ? null : at(to) };
}

/** Shopify's ids: `orderId(1001)` -> `gid://shopify/Order/1001`. */
export const orderId = (number: number | string): OrderId => `gid://shopify/Order/${number}` as OrderId;
export const lineId = (number: number | string): LineId => `gid://shopify/LineItem/${number}` as LineId;
export const refundId = (number: number | string): RefundId => `gid://shopify/Refund/${number}` as RefundId;
export const customerId = (number: number | string): CustomerId =>
  `gid://shopify/Customer/${number}` as CustomerId;
/** `creatorId("ada")` -> `cr_` and 20 letters, readable in a failing test. */
export const creatorId = (name: string): CreatorId => `cr_${name.padEnd(20, "0")}` as CreatorId;
export const codeId = (name: string): CodeId => `co_${name.padEnd(20, "0")}` as CodeId;

export const linkId = (name: string): LinkId => `ln_${name.padEnd(20, "0")}` as LinkId;

export const ADA = creatorId("ada");
export const GRACE = creatorId("grace");

export function makeBuyer(fields: Partial<Buyer> = {}): Buyer {
  return {
    customerId: customerId(501),
    emailHash: "e".repeat(64),
    mailboxHashes: ["f".repeat(64)],
    phoneHashes: [],
    door: null,
    ...fields,
  };
}

/** One unit at 100.00, no discount, no tax. */
export function makeLine(fields: Partial<OrderLine> = {}): OrderLine {
  const quantity = fields.quantity ?? 1;
  return {
    id: lineId(11),
    productId: "gid://shopify/Product/21",
    variantId: "gid://shopify/ProductVariant/31",
    title: "River stone",
    quantity,
    currentQuantity: quantity,
    price: 10_000,
    discount: 0,
    tax: 0,
    isGiftCard: false,
    isTip: false,
    ...fields,
  };
}

/** A refund of nothing yet: give it `lines` or `adjustments`. */
export function makeRefund(fields: Partial<Refund> = {}): Refund {
  return { id: refundId(71), createdAt: at("2026-03-10T09:00:00Z"), lines: [], adjustments: [], ...fields };
}

/** Money returned beyond the lines is negative: -500 gave back 5.00. */
export function makeAdjustment(fields: Partial<Adjustment> = {}): Adjustment {
  return { kind: "other", amount: -500, ...fields };
}

/** A paid order of one line at 100.00, placed on 1 March 2026; `codes` may be plain texts, which then took nothing off. */
export function makeOrder(
  fields: Partial<Omit<Order, "codes">> & { codes?: readonly (string | UsedCode)[] } = {},
): Order {
  const { codes = [], ...rest } = fields;
  return {
    id: orderId(1001),
    name: "#1001",
    createdAt: at("2026-03-01T12:00:00Z"),
    processedAt: at("2026-03-01T12:00:00Z"),
    updatedAt: at("2026-03-01T12:00:05Z"),
    cancelledAt: null,
    fulfilledAt: null,
    isTest: false,
    financialStatus: "paid",
    sourceName: "web",
    currency: "USD",
    taxesIncluded: false,
    buyer: makeBuyer(),
    lines: [makeLine()],
    refunds: [],
    landingSite: "/",
    referringSite: null,
    country: null,
    visits: [],
    ...rest,
    codes: codes.map((code) => (typeof code === "string" ? { code, discount: 0 } : code)),
  };
}

/** Ada Lovelace, customer 901, never paused; `makeCreator({ id: GRACE })` is another person with the same particulars. */
export function makeCreator(fields: Partial<Creator> = {}): Creator {
  return {
    id: ADA,
    name: "Ada Lovelace",
    customerId: customerId(901),
    programs: [],
    mailboxHash: "a".repeat(64),
    phoneHash: null,
    door: null,
    pauses: [],
    ...fields,
  };
}

/** Ada Lovelace as a form says her: no e-mail, nobody's customer, no program. */
export function makeParticulars(fields: Partial<CreatorParticulars> = {}): CreatorParticulars {
  return {
    name: "Ada Lovelace",
    email: null,
    customerId: null,
    handle: null,
    language: "en",
    programId: null,
    ...fields,
  };
}

/** Ada holds ADA10 from 1 January 2026 on; give `code` for another. */
export function makeOwnership(fields: Partial<Omit<Ownership, "key">> & { code?: string } = {}): Ownership {
  const { code = "ADA10", ...rest } = fields;
  const key = codeKey(code);
  return {
    codeId: codeId(key.replace(/[^a-z0-9]/g, "")),
    creatorId: ADA,
    held: since("2026-01-01"),
    pauses: [],
    ...rest,
    key,
  };
}

/** Ada's code, which decided. */
export function makeTouch(fields: Partial<Omit<CodeTouch, "key">> = {}): Touch {
  const code = fields.code ?? "ADA10";
  return {
    kind: "code",
    discount: 1_000,
    creatorId: ADA,
    verdict: "decided",
    ...fields,
    code,
    key: codeKey(code),
  };
}

/** A click on Ada's link the day before the order, which decided. */
export function makeLinkTouch(fields: Partial<LinkTouch> = {}): LinkTouch {
  return {
    kind: "link",
    slug: "ada",
    linkId: linkId("ada"),
    creatorId: ADA,
    clickedAt: "2026-02-28T12:00:00.000Z",
    visit: "vi_ada00000000000000000",
    seen: "click",
    windowDays: 30,
    verdict: "decided",
    ...fields,
  };
}

/** A click on the link of a creator ("ada" -> Ada's), as we timed it. */
export function makeClick(instant: string, slug = "ada", fields: Partial<Click> = {}): Click {
  return {
    link: { linkId: linkId(slug), creatorId: creatorId(slug), slug },
    at: at(instant),
    visit: `vi_${slug}`,
    seen: "click",
    isLive: true,
    ...fields,
  };
}
