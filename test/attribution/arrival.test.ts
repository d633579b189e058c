import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute } from "#app/attribution/attribute.ts";
import {
  creatorId,
  customerId,
  makeBuyer,
  makeCreator,
  makeOrder,
  makeOwnership,
  since,
} from "#test/support/make.ts";

const people = ["ada", "grace", "joan", "mary"].map(creatorId);
const someCreators = fc.tuple(
  ...people.map((id, n) =>
    fc.boolean().map((isPaused) =>
      makeCreator({
        id,
        customerId: customerId(n),
        mailboxHash: `m${n}`,
        pauses: isPaused ? [since("2026-02-01")] : [],
      }),
    ),
  ),
);
const someOwnerships = fc
  .array(
    fc.tuple(
      fc.constantFrom("A", "B", "C", "D"),
      fc.constantFrom(...people),
      fc.constantFrom(...["2025-01-01", "2025-06-01", "2026-01-01"]),
    ),
    { maxLength: 8 },
  )
  .map((rows) => {
    // As the database holds them: for one code no two intervals overlap.
    const held = new Map(rows.map((row) => [`${row[0]}${row[2]}`, row]));
    return [...held.values()].map(([code, owner, from]) =>
      makeOwnership({
        code,
        creatorId: owner,
        held: since(from, from === "2026-01-01" ? null : `${from.slice(0, 7)}-20`),
      }),
    );
  });
const someCodes = fc
  .uniqueArray(fc.constantFrom("A", "b", "C", "d", "X"), { maxLength: 5 })
  .map((codes) => codes.map((code, n) => ({ code, discount: n })));
const someOrder = fc
  .record({ codes: someCodes, customerId: fc.nat(5).map(customerId), isTest: fc.boolean() })
  .map(({ codes, customerId, isTest }) => makeOrder({ codes, isTest, buyer: makeBuyer({ customerId }) }));

test("who earned an order depends neither on the order of its codes nor on how rows were read", () => {
  fc.assert(
    fc.property(someOrder, someOwnerships, someCreators, (order, owned, known) => {
      const decision = attribute(order, { ownerships: owned, clicks: [], creators: known });
      const turned = attribute(
        { ...order, codes: order.codes.toReversed() },
        { ownerships: owned.toReversed(), clicks: [], creators: known.toReversed() },
      );
      expect({ ...turned, touches: turned.touches.toReversed() }).toEqual(decision);
    }),
  );
});

test("every code gets exactly one verdict, one of them decided where somebody earned the order", () => {
  fc.assert(
    fc.property(someOrder, someOwnerships, someCreators, (order, owned, known) => {
      const { to, touches } = attribute(order, { ownerships: owned, clicks: [], creators: known });
      expect(touches.map((touch) => touch.kind === "code" && touch.code)).toEqual(
        order.codes.map(({ code }) => code),
      );
      const decided = touches
        .filter(({ verdict }) => verdict === "decided")
        .map(({ creatorId }) => creatorId);
      expect(decided).toEqual(to === null ? [] : [to]);
    }),
  );
});
