import type { CodeValue } from "#app/creators/code.ts";
import type { Money } from "#app/kernel/money.ts";

/** A code as its creator's page shows it. */
export type ShownCode = {
  readonly id: string;
  readonly code: string;
  readonly value: CodeValue;
  readonly state: string;
  /** Why Shopify refused it: `taken`, `taken:{title of the other discount}`, or a sentence. */
  readonly problem: string | null;
  readonly heldFrom: string;
};

/** A creator as their page shows one. */
export type ShownCreator = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly customerId: string | null;
  readonly pausedSince: string | null;
  readonly codes: readonly ShownCode[];
  readonly orders: number;
  readonly customers: number;
  readonly net: Money;
  readonly refunded: Money;
};
