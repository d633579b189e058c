import { expect, test } from "vitest";
import { SAME_BY, samePerson } from "#app/creators/same-person.ts";
import { customerId, makeBuyer, makeCreator } from "#test/support/make.ts";

const ada = makeCreator({
  customerId: customerId(901),
  mailboxHash: "ada",
  phoneHash: "+49",
  door: { house: "Lindenweg 5", flat: "4" },
});
const stranger = makeBuyer({ customerId: customerId(5), mailboxHashes: ["eve"] });

test.each([
  ["the same customer", { customerId: customerId(901) }, "customer"],
  ["the same customer and mailbox", { customerId: customerId(901), mailboxHashes: ["ada"] }, "customer"],
  ["a guest with the same mailbox", { customerId: null, mailboxHashes: ["eve", "ada"] }, "email"],
  ["another customer with the same mailbox", { mailboxHashes: ["ada"] }, "email"],
  ["another customer with the same phone", { phoneHashes: ["+45", "+49"] }, "phone"],
  ["a parcel to the same flat", { door: { house: "Lindenweg 5", flat: "4" } }, "address"],
  ["a parcel to the same house, no flat named", { door: { house: "Lindenweg 5", flat: null } }, "address"],
  ["a neighbor's parcel", { door: { house: "Lindenweg 5", flat: "7" } }, null],
  ["a parcel to flat 4 of another house", { door: { house: "Lindenweg 7", flat: "4" } }, null],
  ["somebody else", {}, null],
  ["nobody we know", { customerId: null, mailboxHashes: [] }, null],
])("is the buyer Ada herself? %s", (_case, fields, expected) => {
  expect(samePerson({ ...stranger, ...fields }, ada, SAME_BY)).toBe(expected);
});

test("only what the merchant wants is looked at, and the surest sign is named", () => {
  const herself = makeBuyer({
    ...{ customerId: customerId(901), mailboxHashes: ["ada"], phoneHashes: ["+49"] },
    door: { house: "Lindenweg 5", flat: "4" },
  });
  const named = SAME_BY.map((_, at) => samePerson(herself, ada, SAME_BY.slice(at).toReversed()));
  expect(named).toEqual(["customer", "email", "phone", "address"]);
  expect(samePerson(herself, ada, [])).toBeNull();
});

test("a creator of whom nothing is known is nobody's double", () => {
  const unknown = makeCreator({ customerId: null, mailboxHash: null, phoneHash: null, door: null });
  expect(
    samePerson(makeBuyer({ customerId: null, mailboxHashes: [], door: null }), unknown, SAME_BY),
  ).toBeNull();
});
