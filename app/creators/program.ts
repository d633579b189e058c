import { type CodeValue, type Conditions, parseCodeValue } from "#app/creators/code.ts";
import { parseTemplate, type TemplateRefusal } from "#app/creators/template.ts";
import type { ProgramId } from "#app/kernel/id.ts";
import { oneLine } from "#app/kernel/typed.ts";

/** What a program gives: its name, the discount its creators' codes carry, and how those codes are made. */
export type ProgramTerms = {
  readonly name: string;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  /** How a creator's code is made, such as `{FIRST}{VALUE}`. */
  readonly template: string;
};

/** A group of creators with a discount of its own. Archived: nobody new joins it; who is in it stays. */
export type Program = ProgramTerms & { readonly id: ProgramId; readonly isArchived: boolean };

/** A program's form, as typed. `oncePerCustomer` is "on" where it is ticked. */
export type ProgramFields = {
  readonly name: string;
  readonly kind: string;
  readonly value: string;
  readonly oncePerCustomer: string;
  readonly template: string;
};

/** What is wrong with each field of a program; a field that is right is not named. */
export type ProgramRefusal = {
  readonly because: {
    readonly name?: "empty" | "too-long";
    readonly value?: "not-a-number" | "out-of-range" | "unknown-kind";
    readonly template?: TemplateRefusal["because"];
  };
};

/** How a code is made where nobody said otherwise: `ADA10` for Ada's 10 %. */
export const USUAL_TEMPLATE = "{FIRST}{VALUE}";

const LONGEST_NAME = 80;

/**
 * Reads a program from the merchant's form: a name of 1 to 80 characters, a discount in the shop's currency (see
 * `parseCodeValue`), a template (see `parseTemplate`). `kept` are conditions the form does not ask for: they stay.
 */
export function parseProgram(
  fields: ProgramFields,
  currency: string,
  kept: Conditions = {},
): ProgramTerms | ProgramRefusal {
  const name = oneLine(fields.name);
  const value = parseCodeValue(fields.kind, fields.value, currency);
  const template = fields.template.trim();
  const made = parseTemplate(template);
  const because = {
    ...(name === "" && { name: "empty" as const }),
    ...([...name].length > LONGEST_NAME && { name: "too-long" as const }),
    ...("because" in value && { value: value.because }),
    ...("because" in made && { template: made.because }),
  };
  if (Object.keys(because).length > 0 || "because" in value) return { because };
  const { oncePerCustomer: _, ...others } = kept;
  const isOnce = fields.oncePerCustomer === "on";
  return { name, value, template, conditions: isOnce ? { ...others, oncePerCustomer: true } : others };
}
