import type { Attribution } from "#app/attribution/attribute.ts";
import type { Channel } from "#app/attribution/channel.ts";
import type { Newness } from "#app/attribution/newness.ts";
import type { Money } from "#app/kernel/money.ts";

/** An order as a page shows it. `names` holds every creator its explanation speaks of. */
export type ShownOrder = {
  readonly id: string;
  readonly name: string;
  readonly instant: string;
  readonly currency: string;
  readonly net: Money;
  readonly refunded: Money;
  /** The creator's part of it, on their own page, where they share it with others. */
  readonly part?: { readonly net: Money; readonly refunded: Money };
  readonly isCounted: boolean;
  readonly customerId: string | null;
  readonly newness: Newness;
  readonly channel: Channel;
  readonly attribution: Attribution;
  readonly names: Readonly<Record<string, string>>;
};
