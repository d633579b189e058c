import type { PlacedLine } from "#test/sandbox/contract.ts";
import type { Random } from "#test/sandbox/random.ts";

type Product = { readonly title: string; readonly price: string; readonly weight: number };

/** What Saltmarsh Coffee sells, in US dollars, and how often each is bought. */
const PRODUCTS: readonly Product[] = [
  { title: "Harbor Blend, 12 oz", price: "17.00", weight: 26 },
  { title: "Lighthouse Espresso, 12 oz", price: "18.50", weight: 22 },
  { title: "Low Tide Decaf, 12 oz", price: "18.00", weight: 9 },
  { title: "Kenya Gathaithi, 10 oz", price: "23.00", weight: 8 },
  { title: "Guji Natural, 10 oz", price: "24.50", weight: 7 },
  { title: "Cold Brew Pouches, 8 pack", price: "16.00", weight: 10 },
  { title: "Instant Sticks, 12 pack", price: "14.25", weight: 6 },
  { title: "Tasting Flight, 4 x 4 oz", price: "32.00", weight: 5 },
  { title: "Enamel Mug", price: "15.00", weight: 4 },
  { title: "Pour-over Dripper", price: "29.00", weight: 3 },
  { title: "Filter Papers, 100", price: "8.75", weight: 6 },
  { title: "Hand Grinder", price: "89.00", weight: 2 },
];
const WEIGHTED = PRODUCTS.map((product, index) => [{ ...product, index }, product.weight] as const);

/** One to three different products, mostly one unit of each. */
export function fillBasket(random: Random): PlacedLine[] {
  const count = random.weighted([
    [1, 55],
    [2, 32],
    [3, 13],
  ] as const);
  const lines = new Map<number, PlacedLine>();
  while (lines.size < count) {
    const { title, price, index } = random.weighted(WEIGHTED);
    lines.set(index, {
      title,
      price,
      quantity: random.weighted([
        [1, 74],
        [2, 20],
        [3, 6],
      ] as const),
      productId: String(7_810_000_000_000 + index),
      variantId: String(43_510_000_000_000 + index),
    });
  }
  return [...lines.values()];
}

/** A gift card, which is no revenue yet. */
export const GIFT_CARD: PlacedLine = { title: "Gift card", price: "25.00", quantity: 1, isGiftCard: true };

/** A tip, which is nobody's merchandise. */
export const TIP: PlacedLine = { title: "Tip", price: "2.00", quantity: 1, isTip: true };
