import type { Contact } from "#app/creators/contact.ts";
import type { CreatorLanguage } from "#app/creators/creator.ts";
import type { Money } from "#app/kernel/money.ts";
import type { ShownCode } from "#app/ui/admin/codes/shown-code.ts";

/** A creator as their page shows one. */
export type ShownCreator = {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly customerId: string | null;
  readonly handle: string | null;
  readonly language: CreatorLanguage;
  readonly programId: string | null;
  readonly contact: Contact;
  readonly joinedAt: string;
  readonly pausedSince: string | null;
  readonly codes: readonly ShownCode[];
  readonly singleUse: readonly { readonly batchId: string; readonly title: string; readonly count: number }[];
  readonly orders: number;
  readonly customers: number;
  readonly net: Money;
  readonly refunded: Money;
};
