import fc from "fast-check";
import { expect, test } from "vitest";
import { type ApplicationFields, languageFor, parseApplication } from "#app/creators/application.ts";
import { parseCreator } from "#app/creators/creator.ts";

const typed: ApplicationFields = {
  name: "  Ada\tLovelace ",
  email: " Ada@Example.com ",
  handle: "@ada",
  url: "instagram.com/ada",
  audience: "12,500",
  message: "I make engines.\r\n\r\n\r\n\r\nAnd notes.\u0000",
  terms: "3",
};
const because = (more: Partial<ApplicationFields>, version: number | null = 3) => {
  const read = parseApplication({ ...typed, ...more }, version);
  return "because" in read ? read.because : null;
};

test("an application is read as it was meant: spaces, line ends, thousands, an address without https", () => {
  expect(parseApplication(typed, 3)).toEqual({
    name: "Ada Lovelace",
    email: "Ada@Example.com",
    handle: "@ada",
    url: "https://instagram.com/ada",
    audience: 12_500,
    message: "I make engines.\n\nAnd notes.",
    termsVersion: 3,
  });
});

test("what nobody has to say may be left empty", () => {
  const read = parseApplication(
    { ...typed, handle: " ", url: "", audience: "", message: "", terms: "" },
    null,
  );
  expect(read).toMatchObject({ handle: null, url: null, audience: null, message: "", termsVersion: null });
});

test.each([
  ["name", "", "empty"],
  ["name", "a".repeat(121), "too-long"],
  ["email", "", "empty"],
  ["email", "ada", "not-an-email"],
  ["email", "ada@b@c", "not-an-email"],
  ["email", "ada@example.com,bob@example.com", "not-an-email"],
  ["email", "ada@example.com\r\nBcc: bob@example.com", "not-an-email"],
  ["email", "<ada@example.com>", "not-an-email"],
  ["email", "ada@example.com,bob", "not-an-email"],
  ["email", "bob;ada@example.com", "not-an-email"],
  ["email", '"ada b"@example.com', "not-an-email"],
  ["email", "ada\u200b@example.com", "not-an-email"],
  ["email", `${"a".repeat(250)}@example.com`, "too-long"],
  ["handle", "a".repeat(101), "too-long"],
  ["url", "javascript:alert(1)", "not-an-address"],
  ["url", "data:text/html,x", "not-an-address"],
  ["url", "javascript://example.com/%0aalert(1)", "not-an-address"],
  ["url", "https://ada:secret@example.com", "not-an-address"],
  ["url", "not an address", "not-an-address"],
  ["url", "localhost", "not-an-address"],
  ["url", `https://example.com/${"a".repeat(500)}`, "too-long"],
  ["audience", "many", "not-a-number"],
  ["audience", "-5", "not-a-number"],
  ["audience", "1.5", "not-a-number"],
  ["audience", "12.50", "not-a-number"],
  ["audience", "2000000001", "too-large"],
  ["message", "a".repeat(2001), "too-long"],
] as const)("%s %j is refused: %s", (field, value, reason) => {
  expect(because({ [field]: value })).toEqual({ [field]: reason });
});

test.each([
  ["2500", 2500],
  ["2.500", 2500],
  ["2 500 000", 2_500_000],
  ["1’000", 1000],
  ["0", 0],
])("%s followers are %i", (audience, number) => {
  expect(parseApplication({ ...typed, audience }, 3)).toMatchObject({ audience: number });
});

test("terms must be accepted where there are some, and in the version that holds", () => {
  expect(because({ terms: "" })).toEqual({ terms: "not-accepted" });
  expect(because({ terms: "2" })).toEqual({ terms: "changed" });
  expect(because({ terms: "" }, null)).toBeNull();
});

test("whoever may apply can be made a creator: no application is too odd to be approved", () => {
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.string());
  fc.assert(
    fc.property(text, text, text, fc.emailAddress(), (name, email, handle, good) => {
      for (const each of [email, good]) {
        const read = parseApplication({ ...typed, name, email: each, handle }, 3);
        if ("because" in read) continue;
        const creator = parseCreator({
          name: read.name,
          email: read.email,
          customerId: "",
          handle: read.handle ?? "",
          language: "da",
        });
        expect(creator).not.toHaveProperty("because");
        expect(read.email).not.toMatch(/[\r\n,;<>]/);
        expect(read.name).not.toMatch(/[\r\n]/);
      }
    }),
  );
});

test.each([
  ["de", "da;q=0.9, en", "de"],
  ["xx", "da;q=0.9, en;q=0.8", "da"],
  [null, "fr-FR, de-AT;q=0.7, en;q=0.3", "de"],
  [null, "en;q=0.1, da;q=0.2", "da"],
  [null, "de;q=0, fr", "en"],
  [null, ";;;,,q=x", "en"],
  [null, null, "en"],
])("asked for %s, accepting %s, a reader is spoken to in %s", (asked, accepted, language) => {
  expect(languageFor(asked, accepted)).toBe(language);
});
