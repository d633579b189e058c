/** Things that wait for their hour, on any clock. */
export type Held<Item> = {
  put(due: number, item: Item): void;
  /** Takes out all that are due at `now` or were before, the earliest first; of one hour, the one that was put first. */
  release(now: number): Item[];
  readonly size: number;
};

/** Makes an empty one. */
export function createHeld<Item>(): Held<Item> {
  /** The earliest last, so that taking is cheap. */
  const waiting: { due: number; item: Item }[] = [];
  const firstDue = () => waiting.at(-1)?.due ?? Number.POSITIVE_INFINITY;
  return {
    put(due, item) {
      let low = 0;
      for (let high = waiting.length; low < high; ) {
        const middle = (low + high) >>> 1;
        if ((waiting[middle]?.due ?? 0) > due) low = middle + 1;
        else high = middle;
      }
      waiting.splice(low, 0, { due, item });
    },
    release(now) {
      const out: Item[] = [];
      while (waiting.length > 0 && firstDue() <= now) {
        const next = waiting.pop();
        if (next) out.push(next.item);
      }
      return out;
    },
    get size() {
      return waiting.length;
    },
  };
}
