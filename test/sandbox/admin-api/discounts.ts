import { createRedeemCalls } from "#test/sandbox/admin-api/redeem-calls.ts";

/** A code discount of the shop. Instants are ISO 8601; the percentage is 0 to 1, as Shopify's; what is absent is not asked for. */
export type Discount = {
  readonly number: number;
  readonly gid: string;
  readonly title: string;
  /** The code it was made with; those added in bulk stand beside it. */
  readonly code: string;
  readonly value:
    | { readonly percentage: number }
    | { readonly amount: string; readonly appliesOnEachItem: boolean }
    | { readonly shipping: true };
  readonly minimum?: { readonly subtotal: string } | { readonly quantity: number } | null;
  /** Numeric ids of what it takes off from; absent: everything. */
  readonly scope?:
    | { readonly products: readonly string[] }
    | { readonly collections: readonly string[] }
    | null;
  readonly tags: readonly string[];
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly appliesOncePerCustomer: boolean;
  /** How often each of its codes can be used; absent: as often as one likes. */
  readonly usageLimit?: number | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly isDeleted?: boolean;
};

/** Codes that were added to a discount in bulk, or taken from it again. */
export type AddedCodes = {
  readonly gid: string;
  readonly codes: readonly string[];
  readonly areGone?: boolean;
};

export type Discounts = ReturnType<typeof createDiscounts>;

const FIRST_NUMBER = 1_457_000_000_001;

/** How Shopify compares codes: without surrounding spaces, in one Unicode form, whatever the letter case. */
export function sameCode(code: string): string {
  return code.trim().normalize("NFKC").toLowerCase();
}

/** Whether a discount takes anything off at this instant. */
export function statusOf(discount: Discount, now: Date): "ACTIVE" | "SCHEDULED" | "EXPIRED" {
  if (new Date(discount.startsAt) > now) return "SCHEDULED";
  return discount.endsAt !== null && new Date(discount.endsAt) <= now ? "EXPIRED" : "ACTIVE";
}

/**
 * The shop's discounts by id and by code. `kept` and `keptCodes` hear of every change; `restore` and `restoreCodes` take it
 * back after a restart. What is deleted is gone, and its codes are free.
 */
export function createDiscounts(
  kept: (discount: Discount) => void,
  now: () => Date,
  keptCodes: (added: AddedCodes) => void = () => {},
) {
  const byGid = new Map<string, Discount>();
  const gidByCode = new Map<string, string>();
  const added = new Map<string, string[]>();
  let lastNumber = FIRST_NUMBER - 1;

  const get = (gid: string): Discount | null => byGid.get(gid) ?? null;
  const find = (code: string): Discount | null => get(gidByCode.get(sameCode(code)) ?? "");
  const codesOf = ({ gid, code }: Pick<Discount, "gid" | "code">) => [code, ...(added.get(gid) ?? [])];

  function restore(discount: Discount): void {
    lastNumber = Math.max(lastNumber, discount.number);
    const before = byGid.get(discount.gid);
    if (before) gidByCode.delete(sameCode(before.code));
    if (discount.isDeleted) {
      for (const code of codesOf(discount)) gidByCode.delete(sameCode(code));
      byGid.delete(discount.gid);
      added.delete(discount.gid);
      return;
    }
    byGid.set(discount.gid, discount);
    gidByCode.set(sameCode(discount.code), discount.gid);
  }

  function restoreCodes({ gid, codes, areGone = false }: AddedCodes): void {
    const keys = new Set(codes.map(sameCode));
    const before = added.get(gid) ?? [];
    added.set(gid, areGone ? before.filter((code) => !keys.has(sameCode(code))) : [...before, ...codes]);
    for (const key of keys) {
      if (areGone) gidByCode.delete(key);
      else gidByCode.set(key, gid);
    }
  }

  function save(discount: Discount): Discount {
    restore(discount);
    kept(discount);
    return discount;
  }

  /** One of several codes of a discount is no more; the last one stays. */
  function removeCode(code: string): void {
    const gid = gidByCode.get(sameCode(code)) ?? "";
    const [next, ...others] = added.get(gid) ?? [];
    const discount = get(gid);
    if (!discount || next === undefined) return;
    if (sameCode(discount.code) !== sameCode(code)) {
      addCodes({ gid, codes: [code], areGone: true });
      return;
    }
    // It was made with this one: the next takes its place.
    addCodes({ gid, codes: [next], areGone: true });
    save({ ...discount, code: next });
    addCodes({ gid, codes: others, areGone: true });
    addCodes({ gid, codes: others });
  }

  function addCodes(change: AddedCodes): void {
    restoreCodes(change);
    keptCodes(change);
  }

  return {
    ...{ now, find, get, codesOf, restore, restoreCodes, save, addCodes, removeCode },
    all: (): readonly Discount[] => [...byGid.values()],
    get size() {
      return byGid.size;
    },
    nextNumber: (): number => lastNumber + 1,
    delete: (discount: Discount): void => void save({ ...discount, isDeleted: true }),
    calls: createRedeemCalls({ get, find, addCodes }),
  };
}
