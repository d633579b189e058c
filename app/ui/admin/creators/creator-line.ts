import type { Money } from "#app/kernel/money.ts";

/** A creator as the table shows one; `joinedAt` is ISO text. */
export type CreatorLine = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly handle: string | null;
  readonly program: string | null;
  readonly isPaused: boolean;
  readonly joinedAt: string;
  readonly clicks: number;
  readonly codes: readonly { readonly code: string; readonly state: string; readonly drift: string | null }[];
  readonly orders: number;
  readonly customers: number;
  readonly net: Money;
  readonly refunded: Money;
};

/** A program as the table names it. */
export type ProgramName = { readonly id: string; readonly name: string; readonly isArchived: boolean };
