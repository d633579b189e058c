import { type CodeValue, parseCodeValue } from "#app/creators/code.ts";
import { codesFrom, parseTemplate } from "#app/creators/template.ts";
import { type Money, money, toDecimal } from "#app/kernel/money.ts";

/** A program as pages show it. */
export type ShownProgram = {
  readonly id: string;
  readonly name: string;
  readonly value: CodeValue;
  readonly conditions: { readonly oncePerCustomer?: true };
  readonly template: string;
  readonly isArchived: boolean;
};

/** A program in the list, with what its creators are credited with. */
export type ProgramLine = ShownProgram & {
  readonly creators: number;
  readonly orders: number;
  readonly net: Money;
};

/** The fields of a program's form. */
export type ProgramField = "name" | "kind" | "value" | "oncePerCustomer" | "template";

/** A program as its form has it. */
export function fieldsOf(program: ShownProgram | null, usualTemplate: string): Record<ProgramField, string> {
  if (!program)
    return { name: "", kind: "percent", value: "10", oncePerCustomer: "", template: usualTemplate };
  const { name, value, conditions, template } = program;
  return {
    ...{ name, template, kind: value.kind, value: typedValue(value) },
    oncePerCustomer: conditions.oncePerCustomer ? "on" : "",
  };
}

/** What a code takes off as a merchant types it: 1250 basis points -> "12.5", 500 cents -> "5.00", free shipping -> "". */
export function typedValue(value: CodeValue): string {
  if (value.kind === "free-shipping") return "";
  if (value.kind === "percent") return String(value.basisPoints / 100);
  return toDecimal(money(value.minor, value.currency));
}

/** Two people, as an example of the codes a program's form makes. */
const EXAMPLES = [
  { name: "Ada Lovelace", handle: "@ada.codes" },
  { name: "Grace Hopper", handle: "@amazing_grace" },
];

/** Codes such as the form's rule makes; none while discount or rule are not complete. */
export function exampleCodes(
  { kind, value, template }: Readonly<Record<ProgramField, string>>,
  currency: string,
): { name: string; code: string }[] {
  const takesOff = parseCodeValue(kind, value, currency);
  const read = parseTemplate(template);
  if ("because" in takesOff || "because" in read) return [];
  // Any chance will do, but the same on the server and in the browser.
  let draws = 0;
  const making = {
    taken: new Set<string>(),
    value: takesOff,
    random: (below: number) => (draws++ * 7 + 3) % below,
  };
  return codesFrom(read, EXAMPLES, making).flatMap((made, at) =>
    "code" in made ? [{ name: EXAMPLES[at]?.name ?? "", code: made.code }] : [],
  );
}
