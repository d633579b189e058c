/** A stream of chance that a seed and a name decide wholly: same seed, same name, same draws. */
export type Random = {
  /** At least 0, below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** Picks by weight. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
  /** A waiting time whose mean is given; short ones are the most frequent. */
  wait(mean: number): number;
};

/** Opens a stream (xmur3 for the seed, sfc32 for the draws: both by their public-domain definitions). */
export function createRandom(seed: number, name: string): Random {
  const draw = sfc32(`${seed} ${name}`);
  const random: Random = {
    next: draw,
    whole: (least, most) => least + Math.floor(draw() * (most - least + 1)),
    chance: (probability) => draw() < probability,
    pick: (items) => itemAt(items, Math.floor(draw() * items.length)),
    weighted(items) {
      let left = draw() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        left -= weight;
        if (left < 0) return item;
      }
      return itemAt(items, items.length - 1)[0];
    },
    wait: (mean) => -Math.log(1 - draw()) * mean,
  };
  return random;
}

function itemAt<Item>(items: readonly Item[], index: number): Item {
  if (index < 0 || index >= items.length) throw new Error("There is nothing to pick from.");
  return items[index] as Item;
}

function sfc32(text: string): () => number {
  const hash = xmur3(text);
  let [a, b, c, d] = [hash(), hash(), hash(), hash()];
  const draw = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 12; warm++) draw();
  return draw;
}

function xmur3(text: string): () => number {
  let h = 1_779_033_703 ^ text.length;
  for (const letter of text) {
    h = Math.imul(h ^ letter.charCodeAt(0), 3_432_918_353);
    h = (h << 13) | (h >>> 19);
  }
  return () => {
    h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
    h = Math.imul(h ^ (h >>> 13), 3_266_489_909);
    h ^= h >>> 16;
    return h | 0;
  };
}
