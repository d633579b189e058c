/** A customer's request as the page shows it; instants as ISO text. `customer` is Shopify's number, if one was named. */
export type ShownRequest = {
  readonly id: string;
  readonly kind: "data" | "erase";
  readonly customer: string | null;
  readonly orders: number | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly settledAt: string | null;
  readonly isForgotten: boolean;
};

const DUE_DAYS = 30;

/** Makes a request fit for the page: of a customer's id only the number, and by when the law wants an answer. */
export function showRequest(request: {
  readonly id: string;
  readonly kind: "data" | "erase";
  readonly customerId: string | null;
  readonly orders: number | null;
  readonly receivedAt: Date;
  readonly settledAt: Date | null;
  readonly isForgotten: boolean;
}): ShownRequest {
  const { id, kind, orders, receivedAt, settledAt, isForgotten } = request;
  return {
    ...{ id, kind, orders, isForgotten },
    customer: /^gid:\/\/shopify\/Customer\/(\d+)$/.exec(request.customerId ?? "")?.[1] ?? null,
    receivedAt: receivedAt.toISOString(),
    dueAt: new Date(receivedAt.getTime() + DUE_DAYS * 86_400_000).toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
  };
}

/** Whether there is a file to hand over: they asked for it, and were not forgotten since. */
export const hasFile = ({ kind, isForgotten }: ShownRequest): boolean => kind === "data" && !isForgotten;
