import { exponentOf, formatMinor } from "#test/sandbox/order-life/decimal.ts";

/** A thing the played shop sells. `hundredths` is its price with two decimals; a shop in yen asks as many yen. */
export type Product = {
  readonly productId: string;
  readonly variantId: string;
  readonly title: string;
  readonly hundredths: number;
};

const product = (number: number, title: string, hundredths: number): Product => ({
  productId: String(7_700_000_000_000 + number),
  variantId: String(44_100_000_000_000 + number),
  title,
  hundredths,
});

export const PRODUCTS: readonly Product[] = [
  product(1, "Pour-over kit", 6900),
  product(2, "Canvas tote", 2450),
  product(3, "House blend, 500 g", 1990),
  product(4, "Ceramic mug", 1500),
  product(5, "Hand grinder", 11_900),
  product(6, "Cold brew bottle", 2200),
];

/** The price as a decimal string of the shop's currency. */
export function priceOf(one: Product, currency: string): string {
  const exponent = exponentOf(currency);
  return formatMinor(exponent === 3 ? one.hundredths * 10 : one.hundredths, currency);
}
