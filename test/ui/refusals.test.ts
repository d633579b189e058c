import { expect, test } from "vitest";
import { wordsIn } from "#app/locales/words.ts";
import { type FormRefusal, readCodeFields, readCreatorFields } from "#app/ui/admin/form/fields.ts";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";

const { t } = wordsIn("en");
const TYPED = {
  name: "Ada",
  email: "ada at home",
  customerId: "hello",
  handle: "@ada",
  code: "ADA 10",
  kind: "percent",
  value: "120",
  creditFrom: "2027-12-01",
};
type Because = FormRefusal["because"];
const say = (because: Because, typed = TYPED, currency = "USD") => {
  const [field] = Object.keys(because) as (keyof Because)[];
  return refusalSentence(t as never, field ?? "name", { because, heldBy: "Grace Hopper" }, typed, currency);
};
const amount = (value: string) => ({ ...TYPED, kind: "amount", value });

test.each<[Because, RegExp]>([
  [{ name: "empty" }, /needs a name\. Enter/],
  [{ name: "too-long" }, /has 3 characters, and 120 is the most\. Shorten/],
  [{ email: "not-an-email" }, /“ada at home” is not an email address\. Enter/],
  [{ email: "too-long" }, /has 11 characters, and 254 is the most\. Enter/],
  [{ customerId: "not-a-customer" }, /“hello” is not a Shopify customer\. Enter/],
  [{ handle: "too-long" }, /This handle has 4 characters, and 100 is the most\. Shorten/],
  [{ language: "unknown" }, /English, German or Danish\. Choose/],
  [{ programId: "unknown" }, /takes nobody new, or is gone\. Choose/],
  [{ code: "empty" }, /needs a code to be credited by\. Enter/],
  [{ code: "too-long" }, /has 6 characters, and 255 is the most\. Shorten/],
  [{ code: "unusable-characters" }, /“ADA 10” holds a space.*\. Use/],
  [{ code: "held" }, /ADA 10 is already held by Grace Hopper\. Choose another code\./],
  [{ value: "not-a-number" }, /“120” is not a percentage\. Enter/],
  [{ value: "out-of-range" }, /120% cannot be taken off\. Enter more than 0 and at most 100\./],
  [{ value: "unknown-kind" }, /Choose whether/],
  [{ creditFrom: "in-the-future" }, /Dec 1, 2027 has not come yet\. Choose/],
])("%o names the value, the rule and the next move", (because, sentence) => {
  expect(say(because)).toMatch(sentence);
});

test("an amount is refused in the shop's own currency", () => {
  expect(say({ value: "not-a-number" }, amount("7,50"))).toMatch(/“7,50” is not an amount in USD.*5\.00/);
  expect(say({ value: "not-a-number" }, amount("7.50"), "JPY")).toMatch(/not an amount in JPY.*such as 500,/);
  expect(say({ value: "out-of-range" }, amount("0"), "KWD")).toMatch(/above 0, such as 5\.000\./);
});

test("an empty value asks for one", () => {
  expect(say({ value: "not-a-number" }, { ...TYPED, value: " " })).toMatch(/^Enter how much/);
});

test("a day that is none is shown as it was typed", () => {
  expect(say({ creditFrom: "not-a-date" }, { ...TYPED, creditFrom: "someday" })).toMatch(
    /“someday” is not a day/,
  );
});

test("a field that is right says nothing", () => {
  expect(refusalSentence(t as never, "email", { because: { name: "empty" } }, TYPED, "USD")).toBeUndefined();
});

test("a form is read field by field; what is missing, or a file, is empty", () => {
  const form = new FormData();
  form.set("name", "Ada");
  form.set("email", new Blob(["x"]));
  form.set("creditFrom", "2026-01-15");
  expect(readCreatorFields(form)).toEqual({ name: "Ada", email: "", customerId: "" });
  expect(readCodeFields(form, "America/New_York")).toEqual({
    code: "",
    kind: "",
    value: "",
    creditFrom: new Date("2026-01-15T05:00:00Z"),
    conditions: {
      ...{ oncePerCustomer: "", minimumKind: "", minimum: "", scopeKind: "", scope: "" },
      endsAt: null,
    },
  });
});
