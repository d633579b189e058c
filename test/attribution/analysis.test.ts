import fc from "fast-check";
import { expect, test } from "vitest";
import { type DecidedOrder, openAnalysis, WAYS, type Way } from "#app/attribution/analysis.ts";
import type { Touch } from "#app/attribution/touch.ts";
import type { CreatorId } from "#app/kernel/id.ts";
import { ADA, at, creatorId, GRACE, makeLinkTouch, makeTouch } from "#test/support/make.ts";
import { closeTo } from "#test/support/shares.ts";

const MIA = creatorId("mia");
const ORDERED = at("2026-03-15T00:00:00Z");
const click = (id: CreatorId, day: string, verdict: Touch["verdict"] = "outranked") =>
  makeLinkTouch({ creatorId: id, slug: id, clickedAt: `2026-03-${day}T00:00:00.000Z`, verdict });
const order = (touches: readonly Touch[], net: number, to: CreatorId | null): DecidedOrder => ({
  ...{ touches, net, to, instant: ORDERED },
});
const analysed = (orders: readonly DecidedOrder[], lost: [CreatorId, number][] = []) => {
  const analysis = openAnalysis();
  for (const each of orders) analysis.add(each);
  return analysis.result(new Map(lost));
};
const of = (found: ReturnType<typeof analysed>, id: CreatorId, way: Way) =>
  found.creators.find((each) => each.id === id)?.ways[way] ?? { orders: 0, net: 0 };

test("one order by three clicks is shared as the published vectors say, and paid to whom it is credited", () => {
  const path = [click(ADA, "01"), click(GRACE, "08"), click(MIA, "15", "decided")];
  const found = analysed([order(path, 10_000, MIA)]);
  const nets = (way: Way) => [ADA, GRACE, MIA].map((id) => of(found, id, way).net);
  expect(nets("paid")).toEqual([0, 0, 10_000]);
  closeTo(nets("first"), [10_000, 0, 0]);
  closeTo(nets("linear"), [10_000 / 3, 10_000 / 3, 10_000 / 3]);
  closeTo(nets("position"), [4_000, 2_000, 4_000]);
  closeTo(nets("decay"), [10_000 / 7, 20_000 / 7, 40_000 / 7]);
  closeTo(nets("shapley"), [10_000 / 3, 10_000 / 3, 10_000 / 3]);
});

test("the published chain of clicks comes out as published, with the click that led nowhere as somebody who left", () => {
  const [g, m] = [click(ADA, "01", "decided"), click(GRACE, "02", "decided")];
  const found = analysed(
    [
      order([g], 100, ADA),
      order([g], 100, ADA),
      order([m], 100, GRACE),
      order([{ ...g, verdict: "outranked" }, m], 100, GRACE),
    ],
    [[ADA, 1]],
  );
  closeTo(
    [ADA, GRACE].map((id) => of(found, id, "markov").orders),
    [2.4, 1.6],
  );
  closeTo(
    found.creators.map(({ removal }) => removal),
    [0.75, 0.5],
  );
  expect(found.lost).toBe(1);
});

test("clicks that led to no order take credit from whoever they end with", () => {
  const [g, m] = [click(ADA, "01", "decided"), click(GRACE, "02", "decided")];
  const orders = [
    order([g], 100, ADA),
    order([g], 100, ADA),
    order([m], 100, GRACE),
    order([g, m], 100, GRACE),
  ];
  const found = analysed(orders, [[GRACE, 3]]);
  // Of 7 ways in, 3 by Ada (then bought 2/3, on to Grace 1/3), 4 by Grace (bought 2/5): 4/7; without Ada 1.6/7, without Grace 2/7.
  const [ada, grace] = [1 - 1.6 / 4, 1 - 2 / 4];
  closeTo(
    [ADA, GRACE].map((id) => found.creators.find((each) => each.id === id)?.removal ?? 0),
    [ada, grace],
  );
  closeTo(
    [ADA, GRACE].map((id) => of(found, id, "markov").orders),
    [(4 * ada) / (ada + grace), (4 * grace) / (ada + grace)],
  );
});

test("a code is a touch at the order itself; clicks that did not count, bindings and orders nobody led to stay out", () => {
  const found = analysed([
    order([makeTouch({ verdict: "decided" }), click(GRACE, "15")], 100, ADA),
    order([click(MIA, "01", "outside-window")], 100, null),
    order([], 100, null),
    order(
      [
        {
          kind: "binding",
          creatorId: MIA,
          orderId: "o" as never,
          orderName: "#1",
          boundAt: "",
          verdict: "decided",
        },
      ],
      100,
      MIA,
    ),
  ]);
  expect(found).toMatchObject({ orders: 1, net: 100 });
  expect(found.creators.map(({ id }) => id).sort()).toEqual([ADA, GRACE].sort());
  expect(of(found, ADA, "last")).toEqual({ orders: 1, net: 100 });
  expect(of(found, GRACE, "first")).toEqual({ orders: 1, net: 100 });
});

test("the matrix counts the orders to which both led, and on its diagonal those to which one led at all", () => {
  const found = analysed([
    order([click(ADA, "01"), click(GRACE, "02", "decided")], 100, GRACE),
    order([click(GRACE, "01"), click(ADA, "02"), click(GRACE, "03", "decided")], 50, GRACE),
    order([click(ADA, "01", "decided")], 30, ADA),
    order([click(MIA, "01", "decided")], 30, MIA),
  ]);
  expect(found.overlap).toEqual({
    ids: [ADA, GRACE],
    cells: [
      [
        { orders: 3, net: 180 },
        { orders: 2, net: 150 },
      ],
      [
        { orders: 2, net: 150 },
        { orders: 2, net: 150 },
      ],
    ],
  });
});

test("a law: by every way, what creators have adds up to all orders and all they were worth", () => {
  const one = fc.record({
    ids: fc.array(fc.constantFrom(ADA, GRACE, MIA), { minLength: 1, maxLength: 6 }),
    net: fc.integer({ min: 1, max: 100_000 }),
  });
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 15 }), (list) => {
      const orders = list.map(({ ids, net }) => {
        const path = ids.map((id, index) =>
          click(id, String(index + 1).padStart(2, "0"), index === ids.length - 1 ? "decided" : "outranked"),
        );
        return order(path, net, ids.at(-1) ?? null);
      });
      const found = analysed(orders, [[ADA, 3]]);
      for (const way of WAYS) {
        const all = found.creators.map(({ ways }) => ways[way]);
        expect(all.reduce((sum, each) => sum + each.orders, 0)).toBeCloseTo(found.orders, 6);
        expect(all.reduce((sum, each) => sum + each.net, 0)).toBeCloseTo(found.net, 3);
      }
    }),
  );
});
