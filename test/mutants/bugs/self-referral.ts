import type { Bug } from "#test/mutants/bug.ts";

/** Bugs against finding a creator who buys with their own code: by phone, by door, each with its switch. */
export const BUGS: readonly Bug[] = [
  {
    name: "a national phone number is read without its country",
    file: "app/shopify/buyer.ts",
    find: "text ? phoneIn(text, country) : null",
    replace: "text ? phoneIn(text, country && null) : null",
    test: "test/shopify/buyer.test.ts",
  },
  {
    name: "the bill's address is the parcel's",
    file: "app/shopify/buyer.ts",
    find: "const to = order.shipping_address;",
    replace: "const to = order.shipping_address ?? order.billing_address;",
    test: "test/shopify/buyer.test.ts",
  },
  {
    name: "neighbors in one house are one person",
    file: "app/creators/same-person.ts",
    find: "one.house === other.house && (one.flat === null || other.flat === null || one.flat === other.flat)",
    replace: "one.house === other.house",
    test: "test/creators/same-person.test.ts",
  },
  {
    name: "whoever names no flat lives nowhere",
    file: "app/creators/same-person.ts",
    find: "(one.flat === null || other.flat === null || one.flat === other.flat)",
    replace: "one.flat === other.flat",
    test: "test/creators/same-person.test.ts",
  },
  {
    name: "a way that was switched off is looked at all the same",
    file: "app/creators/same-person.ts",
    find: "by.includes(each) && is[each]",
    replace: "is[each]",
    test: "test/flows/self-referral.test.ts",
  },
  {
    name: "a parcel locker is somebody's door",
    file: "app/kernel/address.ts",
    find: 'if (code === "" || FETCHED',
    replace: 'if (code === "" && FETCHED',
    test: "test/kernel/address.test.ts",
  },
  {
    name: "rules saved before look at nothing they do not name",
    file: "app/attribution/policy.ts",
    find: "({ ...DEFAULT_POLICY, ...kept })",
    replace: "({ ...DEFAULT_POLICY, sameBy: [], ...kept })",
    test: "test/flows/self-referral.test.ts",
  },
  {
    name: "hashes of a forgotten buyer's phone stay",
    file: "app/orders/forgotten.server.ts",
    find: "phone_hashes = '{}', ",
    replace: "",
    test: "test/flows/forget-customer.test.ts",
  },
  {
    name: "the hash of a forgotten buyer's house stays",
    file: "app/orders/forgotten.server.ts",
    find: "house_hash = NULL, ",
    replace: "",
    test: "test/flows/forget-customer.test.ts",
  },
  {
    name: "who was forgotten was never the creator by phone",
    file: "app/flows/evidence.server.ts",
    find: "by.find((each) => verdicts",
    replace: 'by.find((each) => each === "customer" && verdicts',
    test: "test/flows/self-referral.test.ts",
  },
  {
    name: "an order asked for has no phone number",
    file: "app/shopify/order-node.ts",
    find: "    phone: order.phone,\n",
    replace: "",
    test: "test/shopify/orders-api.test.ts",
  },
  {
    name: "an order asked for goes nowhere",
    file: "app/shopify/order-node.ts",
    find: "    shipping_address: order.shippingAddress && addressBody(order.shippingAddress),\n",
    replace: "",
    test: "test/shopify/orders-api.test.ts",
  },
];
