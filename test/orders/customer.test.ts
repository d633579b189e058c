import fc from "fast-check";
import { expect, test } from "vitest";
import { customerOf, mailboxOf, normalEmail } from "#app/orders/customer.ts";
import { customerId } from "#test/support/make.ts";

test.each([
  ["ada@example.com", "ada@example.com"],
  ["  Ada@Example.COM \n", "ada@example.com"],
  ["ada@example.com\u00a0", "ada@example.com"],
  ["\u00a8ada@example.com", "\u0308ada@example.com"],
  ["ＡＤＡ＠example.com", "ada@example.com"],
  ["a.da+sale@gmail.com", "a.da+sale@gmail.com"],
  ["", null],
  ["   ", null],
  ["ada", null],
  ["@example.com", null],
  ["ada@", null],
  ["ada@@example.com", null],
  ["ada@b@example.com", null],
])("the e-mail %j joins as %j", (text, expected) => {
  expect(normalEmail(text)).toBe(expected);
});

test.each([
  ["a.d.a+sale@gmail.com", "ada@gmail.com"],
  ["ada@googlemail.com", "ada@gmail.com"],
  ["ada+one+two@outlook.com", "ada@outlook.com"],
  ["ada.l@outlook.com", "ada.l@outlook.com"],
  ["ada+x@hotmail.com", "ada@hotmail.com"],
  ["ada+x@icloud.com", "ada@icloud.com"],
  ["ada+x@fastmail.com", "ada@fastmail.com"],
  ["ada+x@proton.me", "ada@proton.me"],
  ["ada+x@example.com", "ada+x@example.com"],
  ["ada-x@yahoo.com", "ada-x@yahoo.com"],
  ["ada+x@notgmail.com", "ada+x@notgmail.com"],
  ["+x@gmail.com", "+x@gmail.com"],
])("mail to %s reaches %s", (email, mailbox) => {
  expect(mailboxOf(email)).toBe(mailbox);
});

test("an e-mail made normal, and a mailbox found, are so once and for all", () => {
  const email = fc.tuple(
    fc.string({ unit: "grapheme", minLength: 1 }),
    fc.constantFrom("gmail.com", "Googlemail.com", "me.com", "example.com"),
  );
  fc.assert(
    fc.property(email, ([local, host]) => {
      const normal = normalEmail(`${local}@${host}`);
      fc.pre(normal !== null);
      expect(normalEmail(normal)).toBe(normal);
      expect(mailboxOf(mailboxOf(normal))).toBe(mailboxOf(normal));
    }),
  );
});

test("a buyer known to Shopify is that customer, whoever else has the e-mail", () => {
  expect(customerOf({ customerId: customerId(9), emailHash: "aa" }, [customerId(1)])).toBe(customerId(9));
});

test("a guest joins the oldest customer with the same e-mail, by number and not by spelling", () => {
  const known = [customerId(100), customerId(99), customerId("820982911946154508")];
  expect(customerOf({ customerId: null, emailHash: "aa" }, known)).toBe(customerId(99));
  expect(customerOf({ customerId: null, emailHash: "aa" }, known.toReversed())).toBe(customerId(99));
});

test("a guest nobody knows is known by the e-mail's hash; without an e-mail there is no customer", () => {
  expect(customerOf({ customerId: null, emailHash: "aa" }, [])).toBe("guest:aa");
  expect(customerOf({ customerId: null, emailHash: null }, [customerId(1)])).toBeNull();
});
