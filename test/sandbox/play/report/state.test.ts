import { expect, test } from "vitest";
import { canonicalLines, type StateRows, stateHash } from "#test/sandbox/play/report/state.ts";

const ORDER = "gid://shopify/Order/";

/** One order of a guest, credited to Ada. Our own ids and the guest's hash are drawn by chance. */
function makeState({ creator = "cr_1", guest = "guest:aaa", net = "900" } = {}): StateRows {
  const order = (number: string) => ({
    id: ORDER + number,
    customerId: guest,
    instant: "2026-03-01T10:00:00.000Z",
    currency: "USD",
    isTest: false,
    isCancelled: false,
    financialStatus: "paid",
    net,
    netBefore: "1000",
  });
  return {
    orders: [order("9"), order("10")],
    lines: [{ orderId: `${ORDER}9`, lineId: "gid://shopify/LineItem/1", net, netBefore: "1000" }],
    refunds: [
      {
        orderId: `${ORDER}9`,
        refundId: "gid://shopify/Refund/1",
        lines: [
          { lineId: "b", quantity: 1 },
          { lineId: "a", quantity: 2 },
        ],
        adjustments: [],
      },
    ],
    customers: [guest, "gid://shopify/Customer/5"],
    creators: [{ id: creator, name: "Ada", codes: ["ADA10"] }],
    attributions: [
      {
        orderId: `${ORDER}9`,
        creatorId: creator,
        otherwiseId: null,
        because: "code",
        isCounted: true,
        net,
        refunded: "100",
        touches: [{ kind: "code", creatorId: creator, verdict: "decided" }],
      },
    ],
    figures: [
      { credited: creator, currency: "USD", orders: 1, customers: 1, net, refunded: "100" },
      { credited: "nobody", currency: "USD", orders: 0, customers: 0, net: "0", refunded: "0" },
    ],
  };
}

test("the state does not depend on ids that are drawn by chance", () => {
  expect(stateHash(makeState({ creator: "cr_2", guest: "guest:bbb" }))).toBe(stateHash(makeState()));
});

test("the state does not depend on the sequence of rows, nor on that of a refund's lines, nor on an empty balance", () => {
  const state = makeState();
  const turned: StateRows = {
    ...state,
    orders: state.orders.toReversed(),
    customers: state.customers.toReversed(),
    figures: state.figures.slice(0, 1),
    refunds: state.refunds.map((refund) => ({ ...refund, lines: refund.lines.toReversed() })),
  };
  expect(stateHash(turned)).toBe(stateHash(state));
});

test("one cent, one other creator, or one other reason is another state", () => {
  const state = makeState();
  const [attribution] = state.attributions;
  if (!attribution) throw new Error("makeState has no attribution");
  const hashes = [
    state,
    makeState({ net: "901" }),
    { ...state, creators: [{ id: "cr_1", name: "Grace", codes: ["ADA10"] }] },
    { ...state, attributions: [{ ...attribution, because: "paused" }] },
    { ...state, attributions: [{ ...attribution, touches: [] }] },
    { ...state, customers: state.customers.slice(1) },
  ].map(stateHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test("a guest is known by the smallest of the orders, compared as numbers", () => {
  const guests = canonicalLines(makeState()).filter((line) => line.startsWith('["customer","guest'));
  expect(guests).toEqual([`["customer","guest of ${ORDER}9"]`]);
});
