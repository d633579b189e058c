import { type AddedCodes, type Discount, sameCode } from "#test/sandbox/admin-api/discounts.ts";

/** Why a code of a call was not added; `code` is one of the schema's DiscountErrorCode. */
export type CodeError = { readonly code: string; readonly message: string };

/** A call that adds codes to a discount. Shopify works on it by and by; `results` grows with it, in the order of `codes`. */
export type RedeemCall = {
  readonly gid: string;
  readonly discountGid: string;
  readonly codes: readonly string[];
  readonly createdAt: Date;
  readonly results: (CodeError | null)[];
};

type Discounts = {
  readonly get: (gid: string) => Discount | null;
  readonly find: (code: string) => Discount | null;
  readonly addCodes: (added: AddedCodes) => void;
};

/** How many codes each look at a call finds added since the last. */
const BY_AND_BY = 125;

/** The calls that add codes, worked on one after the other: each time somebody looks, and at the latest when the next comes. */
export function createRedeemCalls({ get, find, addCodes }: Discounts) {
  const calls = new Map<string, RedeemCall>();
  const refused = new Map<string, "once" | "always">();

  function work(call: RedeemCall, most: number): void {
    const { codes, results, discountGid } = call;
    const done = results.length;
    for (const code of codes.slice(done, done + most)) {
      const error = errorOf(code, discountGid);
      results.push(error);
      if (error) continue;
      addCodes({ gid: discountGid, codes: [code.trim()] });
    }
  }

  function errorOf(code: string, discountGid: string): CodeError | null {
    if (get(discountGid) === null) return { code: "INVALID", message: "Discount does not exist" };
    if (code.trim() === "") return { code: "BLANK", message: "Code can't be blank" };
    if (code.trim().length > 255)
      return { code: "TOO_LONG", message: "Code is too long (maximum is 255 characters)" };
    const isRefused = refused.get(sameCode(code));
    if (isRefused === "once") refused.delete(sameCode(code));
    if (isRefused) return { code: "INVALID", message: "Code could not be added" };
    return find(code)
      ? { code: "TAKEN", message: "Code must be unique. Please try a different code." }
      : null;
  }

  return {
    /** Takes a call in; whatever was taken in before is finished by then. */
    add(discountGid: string, codes: readonly string[], createdAt: Date): RedeemCall {
      for (const call of calls.values()) work(call, call.codes.length);
      const gid = `gid://shopify/DiscountRedeemCodeBulkCreation/${calls.size + 1}`;
      const call = { gid, discountGid, codes, createdAt, results: [] };
      calls.set(gid, call);
      return call;
    },
    /** How a call stands as somebody looks; null for one there never was. */
    look(gid: string): RedeemCall | null {
      const call = calls.get(gid) ?? null;
      if (call) work(call, BY_AND_BY);
      return call;
    },
    /** Lets each of these codes fail once, the next time it is to be added. */
    refuseOnce(codes: readonly string[]): void {
      for (const code of codes) refused.set(sameCode(code), "once");
    },
    /** Lets each of these codes fail whenever it is to be added. */
    refuse(codes: readonly string[]): void {
      for (const code of codes) refused.set(sameCode(code), "always");
    },
    get size() {
      return calls.size;
    },
  };
}
