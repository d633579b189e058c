import { CHANNELS, type Channel, COMPARED } from "#app/attribution/channel.ts";
import type { Newness } from "#app/attribution/newness.ts";

/** Customers by how they came and whether their first order was their first. `net` in minor units. */
export type ChannelFigures = {
  readonly channel: Channel;
  readonly newness: Newness;
  readonly customers: number;
  /** Those of them with two counted orders or more. */
  readonly repeaters: number;
  readonly orders: number;
  readonly net: number;
};

/** What customers who came one way add up to. */
export type Sum = Pick<ChannelFigures, "customers" | "repeaters" | "orders" | "net">;
/** Creators, paid and organic side by side, each channel that stands apart from them, and who is in none of it. */
export type Comparison = {
  readonly compared: Readonly<Record<keyof typeof COMPARED, Sum>>;
  readonly apart: readonly (Sum & { readonly channel: Channel })[];
  /** First orders of which nobody may know whether the customer had bought before. */
  readonly unknownHistory: Sum;
  /** Customers who had bought before the first order we know of. */
  readonly returning: Sum;
};

const NOTHING: Sum = { customers: 0, repeaters: 0, orders: 0, net: 0 };

/** Compares new customers by how they came; those of unknown history, and those who had bought before, are told apart. */
export function compareChannels(figures: readonly ChannelFigures[]): Comparison {
  const sumOf = (fits: (each: ChannelFigures) => boolean): Sum => figures.filter(fits).reduce(add, NOTHING);
  const isNew = ({ newness }: ChannelFigures) => newness === "new";
  const of = (channels: readonly Channel[]) =>
    sumOf((each) => isNew(each) && channels.includes(each.channel));
  const known: readonly Channel[] = Object.values(COMPARED).flat();
  return {
    compared: { creator: of(COMPARED.creator), paid: of(COMPARED.paid), organic: of(COMPARED.organic) },
    apart: CHANNELS.filter((channel) => !known.includes(channel))
      .map((channel) => ({ channel, ...of([channel]) }))
      .filter(({ customers }) => customers > 0),
    unknownHistory: sumOf(({ newness }) => newness === "unknown"),
    returning: sumOf(({ newness }) => newness === "returning"),
  };
}

function add(all: Sum, { customers, repeaters, orders, net }: Sum): Sum {
  return {
    customers: all.customers + customers,
    repeaters: all.repeaters + repeaters,
    orders: all.orders + orders,
    net: all.net + net,
  };
}
