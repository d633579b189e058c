type Kind =
  | "order"
  | "line"
  | "refund"
  | "refundLine"
  | "adjustment"
  | "transaction"
  | "customer"
  | "shippingLine"
  | "fulfilment"
  | "edit"
  | "dataRequest";

const FIRST: Record<Kind, bigint> = {
  order: 6_100_000_000_000n,
  line: 15_200_000_000_000n,
  refund: 930_000_000_000n,
  refundLine: 540_000_000_000n,
  adjustment: 310_000_000_000n,
  transaction: 7_400_000_000_000n,
  customer: 8_300_000_000_000n,
  shippingLine: 5_600_000_000_000n,
  fulfilment: 4_900_000_000_000n,
  edit: 78_000_000_000n,
  dataRequest: 9_900_000_000n,
};
const ABOVE_2_53 = 820_982_911_946_154_508n;

export type Ids = {
  (kind: Kind): string;
  /** Runs a reckoning; if it throws, the ids it took are given back, so that ids depend on what was kept alone. */
  undoOnThrow<Result>(reckon: () => Result): Result;
};

/** Numbers each kind of thing from one on; every fifth id lies above 2^53, where a double cannot hold it. */
export function createIds(): Ids {
  let counts = new Map<Kind, number>();
  const next = (kind: Kind): string => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const first = count % 5 === 0 ? ABOVE_2_53 + FIRST[kind] : FIRST[kind];
    return String(first + BigInt(count));
  };
  return Object.assign(next, {
    undoOnThrow<Result>(reckon: () => Result): Result {
      const before = new Map(counts);
      try {
        return reckon();
      } catch (error) {
        counts = before;
        throw error;
      }
    },
  });
}

/** The shop's own numeric id: always the same for one domain. */
export function shopIdOf(domain: string): string {
  let hash = 0;
  for (const letter of domain) hash = (hash * 31 + letter.charCodeAt(0)) % 899_999_999;
  return String(100_000_000 + hash);
}
