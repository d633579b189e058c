import type { Bug } from "#test/mutants/bug.ts";

/** Bugs against what a merchant says by hand, and against previews of other rules. */
export const BUGS: readonly Bug[] = [
  {
    name: "an order credited by hand that was cancelled stays credited",
    file: "app/attribution/attribute.ts",
    find: "  const uncounted = whyUncounted(order);\n  if (uncounted) {\n    const refused",
    replace:
      "  const uncounted = whyUncounted(order);\n  if (uncounted === 'test-order') {\n    const refused",
    test: "test/flows/credit-by-hand.test.ts",
  },
  {
    name: "deciding anew forgets what was said by hand",
    file: "app/flows/evidence.server.ts",
    find: "decided !== null).map(",
    replace: "decided === null).map(",
    test: "test/flows/credit-by-hand.test.ts",
  },
  {
    name: "what is taken back is not decided anew",
    file: "app/flows/credit-by-hand.server.ts",
    find: "if (await endHand(tx, shopId, orderId, now)) await decideAnew(tx, shopId, orderId);",
    replace: "await endHand(tx, shopId, orderId, now);",
    test: "test/flows/credit-by-hand.test.ts",
  },
  {
    name: "two words stand at once",
    file: "app/flows/credit-by-hand.server.ts",
    find: "  await lockOrder(tx, shopId, orderId);\n",
    replace: "",
    test: "test/flows/credit-by-hand.test.ts",
  },
  {
    name: "the reason outlives the customer's data",
    file: "app/attribution/hands.server.ts",
    find: "SET reason = ''",
    replace: "SET reason = reason",
    test: "test/flows/credit-by-hand.test.ts",
  },
  {
    name: "a version from the past leaves those that began later as they were",
    file: "app/attribution/policy.ts",
    find: "best.savedAt && best.savedAt > version.savedAt ? best : version",
    replace: "best.savedAt && (best as PolicyVersion).from > version.from ? best : version",
    test: "test/attribution/policy.test.ts",
  },
  {
    name: "a preview takes the past of one customer for another's",
    file: "app/flows/preview-policy.server.ts",
    find: "[customer, past] = [order.customerId, []]",
    replace: "[customer, past] = [order.customerId, past]",
    test: "test/flows/preview-policy.test.ts",
  },
  {
    name: "a preview binds by what was credited, not by what would be",
    file: "app/flows/preview-policy.server.ts",
    find: 'to: now.because === "binding" ? null : now.to',
    replace: "to: order.to",
    test: "test/flows/preview-policy.test.ts",
  },
  {
    name: "a preview leaves out orders without a customer where customers are bound",
    file: "app/flows/preview-policy.server.ts",
    find: "[listByCustomer, listNobodys]",
    replace: "[listByCustomer]",
    test: "test/flows/preview-policy.test.ts",
  },
  {
    name: "a preview that another took the place of is written all the same",
    file: "app/attribution/previews.server.ts",
    find: "WHERE shop_id = $1 AND id = $2`,\n    [shopId, id, done",
    replace: "WHERE shop_id = $1 AND $2 <> ''`,\n    [shopId, id, done",
    test: "test/flows/preview-policy.test.ts",
  },
  {
    name: "an order that does not count changes hands",
    file: "app/attribution/preview.ts",
    find: "if (!order.isCounted) return;",
    replace: "",
    test: "test/attribution/preview.test.ts",
  },
  {
    name: "money that goes to nobody does not move",
    file: "app/attribution/preview.ts",
    find: "let gained = Math.max(0, nobodys(after) - nobodys(before));",
    replace: "let gained = 0;",
    test: "test/attribution/preview.test.ts",
  },
  {
    name: "of many examples the first are kept, not the largest",
    file: "app/attribution/preview.ts",
    find: "b.moved - a.moved || ",
    replace: "",
    test: "test/attribution/preview.test.ts",
  },
];
