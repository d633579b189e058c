import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCode } from "#app/creators/code.ts";
import { latinOf } from "#app/creators/latin.ts";
import {
  codesFrom,
  type Making,
  type Named,
  parseTemplate,
  previewOf,
  renumbered,
  type Template,
} from "#app/creators/template.ts";

const TEN = { kind: "percent", basisPoints: 1000 } as const;
const making = (over: Partial<Making> = {}): Making => {
  let turn = 0;
  return { taken: new Set(), value: TEN, random: (below) => turn++ % below, ...over };
};
const read = (text: string) => {
  const template = parseTemplate(text);
  if ("because" in template) throw new Error(`${text} is refused: ${template.because}`);
  return template as Template;
};
const person = (name: string, handle: string | null = null): Named => ({ name, handle });
const made = (text: string, people: readonly Named[], over: Partial<Making> = {}) =>
  codesFrom(read(text), people, making(over)).map((each) => ("code" in each ? each.code : each.because));

test.each([
  ["Søren Weiß", "SORENWEISS"],
  ["Zoë Ærø-Åsén", "ZOEAEROASEN"],
  ["Łukasz Żółć", "LUKASZZOLC"],
  ["Đorđe", "DORDE"],
  ["İpek Işık", "IPEKISIK"],
  ["Мария Йорданова", "MARIYAYORDANOVA"],
  ["Ελλη Ζώη", "ELLIZOI"],
  ["ﬁne", "FINE"],
  ["李 小龍", ""],
])("%s is written %s in a code", (name, code) => {
  expect(latinOf(name)).toBe(code);
});

test.each([
  ["{FIRST}{VALUE}", "ADA10"],
  ["{first}{10}", "ADA10"],
  ["glow-{LAST}", "GLOW-LOVELACE"],
  ["{NAME}", "ADALOVELACE"],
  ["{HANDLE}", "COUNTESS"],
  ["{ LAST }_{VALUE}", "LOVELACE_10"],
])("%s makes %s for Ada Lovelace", (text, code) => {
  expect(made(text, [person("Ada Lovelace", "@countess")])).toEqual([code]);
});

test.each([
  [{ kind: "percent", basisPoints: 1250 } as const, "ADA12.5"],
  [{ kind: "percent", basisPoints: 10_000 } as const, "ADA100"],
  [{ kind: "amount", minor: 500, currency: "USD" } as const, "ADA5"],
  [{ kind: "amount", minor: 750, currency: "USD" } as const, "ADA7.50"],
  [{ kind: "amount", minor: 500, currency: "JPY" } as const, "ADA500"],
  [{ kind: "free-shipping" } as const, "ADAFREESHIP"],
])("what the code takes off is written as a shopper would say it", (value, code) => {
  expect(made("{FIRST}{VALUE}", [person("Ada")], { value })).toEqual([code]);
});

test("two of one name get numbers, set apart from a digit by a hyphen", () => {
  const adas = [person("Ada L"), person("ada"), person("ÁDA")];
  expect(made("{FIRST}{VALUE}", adas)).toEqual(["ADA10", "ADA10-2", "ADA10-3"]);
  expect(made("{FIRST}", adas)).toEqual(["ADA", "ADA2", "ADA3"]);
  expect(made("{FIRST}", adas, { taken: new Set(["ada", "ada3"]) })).toEqual(["ADA2", "ADA4", "ADA5"]);
});

test("a code of chance is drawn again before it is numbered", () => {
  const first = made("{RANDOM}", [person("Ada")])[0] ?? "";
  expect(first).toMatch(/^[A-HJKMNP-Z2-9]{4}$/);
  const [second] = made("{RANDOM}", [person("Ada")], { taken: new Set([first.toLowerCase()]) });
  expect(second).toMatch(/^[A-HJKMNP-Z2-9]{4}$/);
  expect(second).not.toBe(first);
  expect(made("{RANDOM}", [person("A"), person("B")], { random: () => 0 })).toEqual(["AAAA", "AAAA2"]);
});

test("a name without letters of ours goes by its handle, and without that gets no code", () => {
  expect(made("{FIRST}{VALUE}", [person("李", "@lee.xl"), person("李")])).toEqual(["LEEXL10", "no-letters"]);
  expect(made("{HANDLE}", [person("Ada"), person("Ada", "https://tiktok.com/@ada_l/")])).toEqual([
    "ADA",
    "ADAL",
  ]);
  expect(made("{FIRST}-{LAST}", [person("Ada")])).toEqual(["ADA"]);
  expect(made("SPRING{10}", [person("李")])).toEqual(["SPRING10"]);
  expect(made("{NAME}{NAME}{NAME}", [person("x".repeat(120))])).toEqual(["too-long"]);
});

test.each([
  ["", { because: "empty" }],
  ["   ", { because: "empty" }],
  ["{FIRST", { because: "open-brace" }],
  ["FIRST}", { because: "open-brace" }],
  ["{{FIRST}}", { because: "open-brace" }],
  ["{FRIST}", { because: "unknown-token", token: "FRIST" }],
  ["{}", { because: "unknown-token", token: "" }],
  ["{10%}", { because: "unknown-token", token: "10%" }],
  ["{FIRST} {LAST}", { because: "unusable-characters" }],
  ["{FIRST},10", { because: "unusable-characters" }],
  ["x".repeat(256), { because: "too-long" }],
])("%j is no template", (text, refusal) => {
  expect(parseTemplate(text)).toEqual(refusal);
});

test("a preview shows the first codes and counts what is numbered or cannot be", () => {
  const people = [...Array.from({ length: 12 }, () => person("Ada")), person("李")];
  const preview = previewOf(read("{FIRST}"), people, making(), 3);
  expect(preview.codes.map((each) => "code" in each && each.code)).toEqual(["ADA", "ADA2", "ADA3"]);
  expect(preview).toMatchObject({ numbered: 11, refused: 1 });
});

test("another code for the same creator carries the next free number", () => {
  const next = (code: string, taken: readonly string[] = []) => {
    const made = renumbered(code, (key) => taken.includes(key));
    return "code" in made ? made.code : made.because;
  };
  expect(next("ADA10")).toBe("ADA10-2");
  expect(next("ADA10-2", ["ada10-2"])).toBe("ADA10-3");
  expect(next("ADA")).toBe("ADA2");
});

test("whatever the names and whatever is taken, every code can be used and none is there twice", () => {
  const names = fc.array(
    fc.record({ name: fc.string({ unit: "grapheme", maxLength: 12 }), handle: fc.constant(null) }),
    { maxLength: 40 },
  );
  const text = fc.constantFrom("{FIRST}", "{NAME}{VALUE}", "A{LAST}", "{FIRST}-{RANDOM}", "{HANDLE}{7}");
  fc.assert(
    fc.property(names, text, fc.array(fc.constantFrom("a", "aa2", "a10", "b")), (people, template, taken) => {
      const codes = codesFrom(read(template), people, making({ taken: new Set(taken) }));
      expect(codes).toHaveLength(people.length);
      const keys = codes.flatMap((each) => ("key" in each ? [each.key] : []));
      expect(new Set([...keys, ...taken]).size).toBe(keys.length + new Set(taken).size);
      for (const each of codes)
        if ("code" in each) expect(parseCode(each.code)).toMatchObject({ key: each.key });
    }),
  );
});
