import type { RecruitingFields } from "#app/creators/recruiting.ts";

/** Reads how a shop recruits from a posted form; what is missing is empty. */
export function readRecruitingFields(form: FormData): RecruitingFields {
  return {
    isOpen: text(form, "isOpen"),
    intro: text(form, "intro"),
    terms: text(form, "terms"),
    programId: text(form, "programId"),
  };
}

/** Reads an approval from a posted form; what is missing is empty. */
export function readApprovalFields(form: FormData) {
  return {
    programId: text(form, "programId"),
    code: text(form, "code"),
    kind: text(form, "kind"),
    value: text(form, "value"),
    message: text(form, "message"),
  };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
