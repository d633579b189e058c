import { expect, test } from "vitest";
import { samePerson } from "#app/creators/same-person.ts";
import { customerId, makeBuyer, makeCreator } from "#test/support/make.ts";

const ada = makeCreator({ customerId: customerId(901), mailboxHash: "ada" });

test.each([
  ["the same customer", { customerId: customerId(901), mailboxHashes: [] }, "customer"],
  ["the same customer and mailbox", { customerId: customerId(901), mailboxHashes: ["ada"] }, "customer"],
  ["a guest with the same mailbox", { customerId: null, mailboxHashes: ["eve", "ada"] }, "email"],
  ["another customer with the same mailbox", { customerId: customerId(5), mailboxHashes: ["ada"] }, "email"],
  ["somebody else", { customerId: customerId(5), mailboxHashes: ["eve"] }, null],
  ["nobody we know", { customerId: null, mailboxHashes: [] }, null],
])("is the buyer Ada herself? %s", (_case, buyer, expected) => {
  expect(samePerson(makeBuyer(buyer), ada)).toBe(expected);
});

test("a creator of whom nothing is known is nobody's double", () => {
  const unknown = makeCreator({ customerId: null, mailboxHash: null });
  expect(samePerson(makeBuyer({ customerId: null, mailboxHashes: [] }), unknown)).toBeNull();
});
