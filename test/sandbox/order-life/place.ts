import type { PlacedCode, PlacedLine, PlacedOrder } from "#test/sandbox/contract.ts";
import { formatMinor, fraction, minorOf, scale } from "#test/sandbox/order-life/decimal.ts";
import type { Ids } from "#test/sandbox/order-life/ids.ts";
import { keepJourney } from "#test/sandbox/order-life/journey.ts";
import type { KeptCode, KeptLine, KeptOrder } from "#test/sandbox/order-life/order.ts";
import type { ShopSettings } from "#test/sandbox/order-life/shop.ts";
import { splitCapped } from "#test/sandbox/order-life/split.ts";

/** Reckons a placed order as checkout would: codes over the lines, then tax on what is left. */
export function keepOrder(placed: PlacedOrder, shop: ShopSettings, number: number, ids: Ids): KeptOrder {
  const currency = placed.currency ?? shop.currency;
  const taxesIncluded = placed.taxesIncluded ?? shop.taxesIncluded ?? false;
  if (placed.lines.length === 0) throw new Error("An order needs at least one line.");
  const prices = placed.lines.map((line) => minorOf(line.price, currency));
  const shipping = placed.shipping === undefined ? null : minorOf(placed.shipping, currency);
  const taken = takeOff(placed, prices, shipping ?? 0, currency);

  const rates = { taxRate: placed.taxRate ?? null, taxesIncluded, currency };
  const lines = placed.lines.map((line, i) =>
    keepLine(
      line,
      taken.map((one) => one.lines[i] ?? 0),
      rates,
      ids,
    ),
  );
  return {
    id: placed.id ?? ids("order"),
    number,
    name: placed.name ?? `#${number}`,
    at: placed.at.getTime(),
    customerId: placed.customerId,
    email: placed.email,
    phone: placed.phone ?? null,
    shippingAddress: placed.shippingAddress ?? (placed.country ? { country: placed.country } : null),
    currency,
    taxesIncluded,
    taxRate: rates.taxRate,
    test: placed.test ?? false,
    sourceName: placed.sourceName ?? "web",
    landingSite: placed.landingSite ?? null,
    referringSite: placed.referringSite ?? null,
    noteAttributes: placed.noteAttributes,
    journey: keepJourney(placed),
    lines,
    codes: taken.map((one) => one.code),
    shipping:
      shipping === null
        ? null
        : { id: ids("shippingLine"), price: shipping, allocations: taken.map((o) => o.shipping) },
    financialStatus: placed.financialStatus ?? "paid",
    updatedAt: placed.at.getTime(),
    cancelledAt: null,
    cancelReason: null,
    refunds: [],
    fulfilments: [],
  };
}

/** Reckons one line: its price, and the tax on what the codes' allocations leave. Throws a sentence for no quantity. */
export function keepLine(
  line: PlacedLine,
  allocations: readonly number[],
  { taxRate, taxesIncluded, currency }: Pick<KeptOrder, "taxRate" | "taxesIncluded" | "currency">,
  ids: Ids,
): KeptLine {
  if (!(Number.isInteger(line.quantity) && line.quantity > 0)) {
    throw new Error(`Line "${line.title}" has the quantity ${line.quantity}; it must be 1 or more.`);
  }
  const price = minorOf(line.price, currency);
  const net = price * line.quantity - allocations.reduce((a, b) => a + b, 0);
  return {
    id: ids("line"),
    productId: line.productId ?? null,
    variantId: line.variantId ?? null,
    title: line.title,
    price,
    quantity: line.quantity,
    removed: 0,
    isGiftCard: line.isGiftCard ?? false,
    isTip: line.isTip ?? false,
    allocations,
    tax: isGoods(line) && taxRate ? taxOf(net, taxRate, taxesIncluded) : 0,
  };
}

type Taken = { code: KeptCode; lines: readonly number[]; shipping: number };

/** Percent codes are reckoned on the original subtotal; nothing goes below zero; gift cards and tips are never cheaper. */
function takeOff(
  placed: PlacedOrder,
  prices: readonly number[],
  shipping: number,
  currency: string,
): Taken[] {
  const gross = placed.lines.map((line, i) => (isGoods(line) ? (prices[i] ?? 0) * line.quantity : 0));
  const left = [...gross];
  let shippingLeft = shipping;
  return (placed.codes ?? []).map((placedCode) => {
    const within = (figures: readonly number[]) =>
      figures.map((figure, i) => (isFor(placedCode, placed.lines[i]) ? figure : 0));
    const entitled = within(gross);
    const subtotal = entitled.reduce((a, b) => a + b, 0);
    const { wanted, kind, value } = readCode(placedCode, subtotal, currency);
    const off = splitCapped(wanted, kind === "percentage" ? entitled : within(left), within(left));
    for (const [i, part] of off.entries()) left[i] = (left[i] ?? 0) - part;
    const shippingOff = kind === "shipping" ? shippingLeft : 0;
    shippingLeft -= shippingOff;
    const all = off.reduce((a, b) => a + b, 0) + shippingOff;
    return { code: { code: placedCode.code, kind, value, taken: all }, lines: off, shipping: shippingOff };
  });
}

/** Whether a code takes off from a line at all. */
function isFor({ on }: PlacedCode, line: PlacedLine | undefined): boolean {
  return on === undefined || (line?.productId !== undefined && on.includes(line.productId));
}

function readCode({ code, takes }: PlacedCode, subtotal: number, currency: string) {
  if ("percent" in takes) {
    const { numerator, denominator } = fraction(takes.percent);
    if (numerator > denominator * 100n)
      throw new Error(`Code ${code} takes ${takes.percent} %; at most 100 can be.`);
    const value = takes.percent.includes(".") ? takes.percent : `${takes.percent}.0`;
    return { wanted: scale(subtotal, numerator, denominator * 100n), kind: "percentage" as const, value };
  }
  if ("amount" in takes) {
    const wanted = minorOf(takes.amount, currency);
    return { wanted, kind: "fixed_amount" as const, value: formatMinor(wanted, currency) };
  }
  if ("shipping" in takes) return { wanted: 0, kind: "shipping" as const, value: "100.0" };
  return { wanted: 0, kind: "percentage" as const, value: "0.0" };
}

function taxOf(net: number, rate: string, isIncluded: boolean): number {
  const { numerator, denominator } = fraction(rate);
  const hundred = denominator * 100n;
  return scale(net, numerator, isIncluded ? hundred + numerator : hundred);
}

function isGoods(line: PlacedLine): boolean {
  return !line.isGiftCard && !line.isTip;
}
