import type { Money } from "#app/kernel/money.ts";

/** A creator as the table shows one. */
export type CreatorLine = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isPaused: boolean;
  readonly codes: readonly { readonly code: string; readonly state: string }[];
  readonly orders: number;
  readonly customers: number;
  readonly net: Money;
  readonly refunded: Money;
};
