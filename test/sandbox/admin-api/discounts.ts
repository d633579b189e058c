/** A code discount of the shop, as the app made it. Instants are ISO 8601; the percentage is 0 to 1, as Shopify's. */
export type Discount = {
  readonly number: number;
  readonly gid: string;
  readonly title: string;
  readonly code: string;
  readonly value:
    | { readonly percentage: number }
    | { readonly amount: string; readonly appliesOnEachItem: boolean };
  readonly tags: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly appliesOncePerCustomer: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
};

export type Discounts = ReturnType<typeof createDiscounts>;

/** How Shopify compares codes: without surrounding spaces, in one Unicode form, whatever the letter case. */
export function sameCode(code: string): string {
  return code.trim().normalize("NFKC").toLowerCase();
}

/** Whether a discount takes anything off at this instant. */
export function statusOf(discount: Discount, now: Date): "ACTIVE" | "SCHEDULED" | "EXPIRED" {
  if (new Date(discount.startsAt) > now) return "SCHEDULED";
  return discount.endsAt !== null && new Date(discount.endsAt) <= now ? "EXPIRED" : "ACTIVE";
}

/** The shop's discounts by id and by code; `kept` hears of every change and `restore` takes it back after a restart. */
export function createDiscounts(kept: (discount: Discount) => void, now: () => Date) {
  const byGid = new Map<string, Discount>();
  const byCode = new Map<string, Discount>();

  function restore(discount: Discount): void {
    const before = byGid.get(discount.gid);
    if (before) byCode.delete(sameCode(before.code));
    byGid.set(discount.gid, discount);
    byCode.set(sameCode(discount.code), discount);
  }

  return {
    now,
    find: (code: string): Discount | null => byCode.get(sameCode(code)) ?? null,
    get: (gid: string): Discount | null => byGid.get(gid) ?? null,
    all: (): readonly Discount[] => [...byGid.values()],
    get size() {
      return byGid.size;
    },
    nextNumber: (): number => 1_457_000_000_001 + byGid.size,
    save(discount: Discount): Discount {
      restore(discount);
      kept(discount);
      return discount;
    },
    restore,
  };
}
