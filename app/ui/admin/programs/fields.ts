import type { ProgramFields } from "#app/creators/program.ts";

/** Reads a program from a posted form; what is missing is empty. */
export function readProgramFields(form: FormData): ProgramFields {
  const text = (name: string) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return {
    name: text("name"),
    kind: text("kind"),
    value: text("value"),
    oncePerCustomer: text("oncePerCustomer"),
    template: text("template"),
  };
}
