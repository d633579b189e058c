import type { z } from "zod";
import type { OrderId } from "#app/kernel/id.ts";
import type { Journey } from "#app/orders/journey.ts";
import type { Order } from "#app/orders/order.ts";
import type { WholeObject } from "#app/shopify/bulk-file.ts";
import type { PersonHash } from "#app/shopify/buyer.ts";
import { journeyIn, journeyShape } from "#app/shopify/journey-shapes.ts";
import { bodyOf } from "#app/shopify/order-node.ts";
import { bulkOrder } from "#app/shopify/order-shapes.ts";
import { PayloadError, readOrder } from "#app/shopify/payload.ts";

/**
 * A past order as a bulk operation gave it. `order` is null where it has refunds, whose lines a bulk operation cannot
 * give: such an order is fetched whole. `end` is where in the file the next one begins.
 */
export type PastOrder = {
  readonly id: OrderId;
  readonly name: string;
  readonly instant: Date;
  readonly updatedAt: Date;
  readonly end: number;
} & (
  | { readonly order: Order | null; readonly journey: Journey | "not-ready" }
  | { readonly problem: string }
);

/** In which of the order's connections a child stands, by its type. */
const PLACES = {
  LineItem: "lineItems",
  ShippingLine: "shippingLines",
  DiscountCodeApplication: "discountApplications",
  AutomaticDiscountApplication: "discountApplications",
  ManualDiscountApplication: "discountApplications",
  ScriptDiscountApplication: "discountApplications",
} as const;

/** Reads one order of the file. @throws an Error naming the field when it has another shape than was asked for */
export function readPastOrder({ root, children, end }: WholeObject, hash: PersonHash): PastOrder {
  const node = shaped(bulkOrder, { ...root, ...connectionsOf(root, children) }, root, end);
  const journey = journeyIn(shaped(journeyShape, root, root, end));
  const head = {
    id: node.id as OrderId,
    name: node.name,
    instant: new Date(node.processedAt ?? node.createdAt),
    updatedAt: new Date(node.updatedAt),
    end,
  };
  if (node.refunds.length > 0) return { ...head, order: null, journey };
  const { lineItems: lines, shippingLines, discountApplications, ...facts } = node;
  const connections = {
    lines,
    shippingLines: { nodes: shippingLines },
    discountApplications: { nodes: discountApplications },
  };
  try {
    return { ...head, order: readOrder(bodyOf({ ...facts, ...connections, refunds: [] }), hash), journey };
  } catch (error) {
    if (error instanceof PayloadError) return { ...head, problem: error.message };
    throw error;
  }
}

/** An order's children, each in its connection. */
function connectionsOf(root: WholeObject["root"], children: WholeObject["children"]) {
  const connections: Record<(typeof PLACES)[keyof typeof PLACES], unknown[]> = {
    lineItems: [],
    shippingLines: [],
    discountApplications: [],
  };
  for (const child of children) {
    const place = PLACES[child.__typename as keyof typeof PLACES];
    if (!place)
      throw new Error(`Shopify's list tells of a ${child.__typename} of ${root.id}, which was not asked for`);
    connections[place].push(child);
  }
  return connections;
}

function shaped<Shape extends z.ZodType>(
  shape: Shape,
  given: unknown,
  { id }: WholeObject["root"],
  end: number,
): z.infer<Shape> {
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Error(
    `Shopify's list gives ${typeof id === "string" ? id : `the order that ends at byte ${end}`} another shape than was asked for: ${issue?.path.join(".")}: ${issue?.message}`,
  );
}
