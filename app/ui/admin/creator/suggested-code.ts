import { useEffect, useRef } from "react";
import type { CodeValue } from "#app/creators/code.ts";
import { codesFrom, parseTemplate } from "#app/creators/template.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import { typedValue } from "#app/ui/admin/programs/shown-program.ts";

/** A program as the form of a new creator knows it: what its codes take off, and how they are made. */
export type JoinableProgram = {
  readonly id: string;
  readonly name: string;
  readonly value: CodeValue;
  readonly conditions: { readonly oncePerCustomer?: true };
  readonly template: string;
};

type Field = "name" | "handle" | "programId" | "code" | "kind" | "value" | "oncePerCustomer";

/**
 * Writes the chosen program's discount, and a code made by its rule, into a new creator's form, until the merchant writes
 * something else there. Whether somebody has that code already is seen when the form is sent.
 * @returns the program, as long as the code is its suggestion
 */
export function useSuggestedCode<Name extends string>(
  { values, set }: Draft<Name | Field>,
  programs: readonly JoinableProgram[],
): JoinableProgram | null {
  const { name, handle, programId, code } = values as Readonly<Record<Field, string>>;
  const suggested = useRef("");
  const program = programs.find(({ id }) => id === programId) ?? null;
  const latest = useRef({ set, program });
  latest.current = { set, program };

  // Once for each choice: what the merchant changes then stays, also when the page is loaded anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice is what this follows
  useEffect(() => {
    const { set, program } = latest.current;
    if (!program) return;
    set("kind")(program.value.kind);
    set("value")(typedValue(program.value));
    set("oncePerCustomer")(program.conditions.oncePerCustomer ? "on" : "");
  }, [programId]);

  useEffect(() => {
    if (!program && code === "") suggested.current = "";
    if (!program || code !== suggested.current) return;
    const made = name.trim() === "" ? "" : codeOf(program, { name, handle: handle || null });
    if (made === code) return;
    suggested.current = made;
    latest.current.set("code")(made);
  }, [program, name, handle, code]);

  return program && code !== "" && code === suggested.current ? program : null;
}

function codeOf({ template, value }: JoinableProgram, person: { name: string; handle: string | null }) {
  const read = parseTemplate(template);
  if ("because" in read) return "";
  // Typing on must not draw anew.
  const [made] = codesFrom(read, [person], { taken: new Set(), value, random: (below) => 7 % below });
  return made && "code" in made ? made.code : "";
}
