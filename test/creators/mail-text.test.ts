import { expect, test } from "vitest";
import type { CodeValue } from "#app/creators/code.ts";
import { type Correspondence, declinedMail, invitationMail, receivedMail } from "#app/creators/mail-text.ts";
import { type SpokenLanguage, sayIn } from "#app/locales/spoken.ts";
import { at } from "#test/support/make.ts";

const to = (more: Partial<Correspondence> = {}, language: SpokenLanguage = "en"): Correspondence => ({
  say: sayIn(language),
  language,
  name: "Ada Lovelace",
  shop: { name: "Tidewater", host: "tidewater.example", timeZone: "Europe/Berlin" },
  message: "",
  ...more,
});
const percent: CodeValue = { kind: "percent", basisPoints: 1250 };
const welcome = {
  code: { code: "ADA10", value: percent, conditions: {} },
  link: "https://app.example/go/demo/ada",
  terms: { text: "Be kind.\nBe true.", accepted: at("2026-03-10T23:30:00Z") },
};

test("an invitation says code, link, what to do and the terms with the day of the shop's own zone, twice: as text and HTML", () => {
  const { subject, text, html } = invitationMail(to({ message: "Hi Ada,\nwelcome!" }), welcome);
  expect(subject).toBe("Welcome to Tidewater: your code is ADA10");
  for (const body of [text, html]) {
    expect(body).toContain("ADA10");
    expect(body).toContain("12.5% off for whoever enters it at checkout");
    expect(body).toContain("https://app.example/go/demo/ada");
    expect(body).toContain("The terms you accepted on March 11, 2026");
    expect(body).toContain("https://tidewater.example");
  }
  expect(text).toContain("> Hi Ada,\n> welcome!");
  expect(text).toContain("1. Open your link once");
  expect(html).toContain('<a href="https://app.example/go/demo/ada"');
});

test.each([
  ["en", percent, "12.5% off"],
  ["de", percent, "12,5 % Rabatt"],
  ["da", percent, "12,5 % rabat"],
  ["de", { kind: "amount", minor: 500, currency: "EUR" }, "5,00\u00a0€ Rabatt"],
  ["da", { kind: "free-shipping" }, "Gratis fragt"],
] as const)("in %s a code of %j is %j", (language, value, words) => {
  const { text } = invitationMail(to({}, language), { ...welcome, code: { ...welcome.code, value } });
  expect(text).toContain(words);
});

test("without a code or link or terms the mail says what there is, and no more", () => {
  const { subject, text } = invitationMail(to(), { code: null, link: null, terms: null });
  expect(subject).toBe("Welcome to Tidewater");
  expect(text).not.toMatch(/Your code:|Your link:|terms|undefined|null/);
});

const POLYGLOT = `"'><img src=x onerror=alert(1)></title><script>alert(2)</script>{{7*7}}\${x}javascript:alert(3)`;

test("whatever people and merchants write stays words: no tag, no attribute, no placeholder comes of it", () => {
  const nasty = to({
    name: POLYGLOT,
    message: POLYGLOT,
    shop: { name: POLYGLOT, host: "tidewater.example", timeZone: "UTC" },
  });
  const terms = { text: POLYGLOT, accepted: null };
  const code = { ...welcome.code, code: POLYGLOT };
  for (const mail of [
    invitationMail(nasty, { code, link: `https://app.example/${POLYGLOT}`, terms }),
    receivedMail(nasty),
    declinedMail(nasty),
  ]) {
    expect(mail.html).not.toMatch(/<(img|script)/i);
    expect(mail.html).not.toMatch(/\son\w+=(?!alert\(1\)&gt;)/i);
    expect(mail.html).toContain("{{7*7}}");
    expect(mail.html.match(/<title>/g)).toHaveLength(1);
    expect([...mail.html.matchAll(/href="([^"]*)"/g)].every(([, href]) => href?.startsWith("https://"))).toBe(
      true,
    );
  }
});

test("a line end in a name makes no second line of the subject", () => {
  const shop = { name: "Tide\r\nBcc: eve@example.com", host: "x.example", timeZone: "UTC" };
  expect(receivedMail(to({ shop })).subject).toBe("Tide Bcc: eve@example.com has your application");
});
