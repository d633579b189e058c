import { exponentOf, formatMinor } from "#test/sandbox/order-life/decimal.ts";

/** A thing the played shop sells. `hundredths` is its price with two decimals; a shop in yen asks as many yen. */
export type Product = {
  readonly productId: string;
  readonly variantId: string;
  readonly title: string;
  /** Its name in addresses: `/products/{handle}`. */
  readonly handle: string;
  readonly hundredths: number;
  /** What the storefront says of it, one or two sentences. */
  readonly about: string;
};

/** A group of products, shown at `/collections/{handle}`. */
export type Collection = {
  readonly id: string;
  readonly title: string;
  readonly handle: string;
  readonly about: string;
  /** Handles of its products, in the sequence in which they are shown. */
  readonly products: readonly string[];
};

const product = (
  number: number,
  title: string,
  handle: string,
  hundredths: number,
  about: string,
): Product => ({
  productId: String(7_700_000_000_000 + number),
  variantId: String(44_100_000_000_000 + number),
  title,
  handle,
  hundredths,
  about,
});

export const PRODUCTS: readonly Product[] = [
  product(
    1,
    "Pour-over kit",
    "pour-over-kit",
    6900,
    "A glass dripper, a carafe for four cups and forty filters. All it asks for is a kettle.",
  ),
  product(
    2,
    "Canvas tote",
    "canvas-tote",
    2450,
    "Heavy cotton with long handles. It holds a week of beans and the newspaper.",
  ),
  product(
    3,
    "House blend, 500 g",
    "house-blend",
    1990,
    "Washed and natural beans roasted to the middle: hazelnut, plum, and nothing bitter.",
  ),
  product(
    4,
    "Ceramic mug",
    "ceramic-mug",
    1500,
    "Stoneware with a thick wall, so that the second half is still warm. Holds 300 ml.",
  ),
  product(
    5,
    "Hand grinder",
    "hand-grinder",
    11_900,
    "Steel burrs with forty settings, from espresso to French press. Quiet enough for six in the morning.",
  ),
  product(
    6,
    "Cold brew bottle",
    "cold-brew-bottle",
    2200,
    "Fill it at night, pour it at noon. The sieve comes out for washing.",
  ),
];

const collection = (
  number: number,
  title: string,
  handle: string,
  about: string,
  products: readonly string[],
): Collection => ({ id: String(430_000_000_000 + number), title, handle, about, products });

export const COLLECTIONS: readonly Collection[] = [
  collection(
    1,
    "All products",
    "all",
    "Everything there is.",
    PRODUCTS.map(({ handle }) => handle),
  ),
  collection(2, "Coffee", "coffee", "Beans, roasted on Tuesdays.", ["house-blend"]),
  collection(3, "Brewing", "brewing", "What turns beans into a cup.", [
    "pour-over-kit",
    "hand-grinder",
    "cold-brew-bottle",
  ]),
  collection(4, "For the table", "for-the-table", "To drink from, and to carry it home in.", [
    "ceramic-mug",
    "canvas-tote",
  ]),
];

/** The products of a collection. */
export function productsOf({ products }: Collection): readonly Product[] {
  return products.flatMap((handle) => PRODUCTS.filter((one) => one.handle === handle));
}

/** The price as a decimal string of the shop's currency. */
export function priceOf(one: Pick<Product, "hundredths">, currency: string): string {
  const exponent = exponentOf(currency);
  return formatMinor(exponent === 3 ? one.hundredths * 10 : one.hundredths, currency);
}
