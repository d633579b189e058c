import { parseCreditFrom } from "#app/ui/admin/form/credit-from.ts";

/** The fields that say who a creator is, as the form posts them. */
export const CREATOR_FIELDS = ["name", "email", "customerId"] as const;
/** The fields of a code, as the form posts them. */
export const CODE_FIELDS = ["code", "kind", "value", "creditFrom"] as const;

export type CreatorField = (typeof CREATOR_FIELDS)[number];
export type CodeField = (typeof CODE_FIELDS)[number];
export type Field = CreatorField | CodeField;

/** What is wrong with a posted form, by the names of its fields; `heldBy` names the creator who has the code already. */
export type FormRefusal = {
  readonly because: Readonly<Record<string, string | undefined>>;
  readonly heldBy?: string;
};

/** What an action answers to a form: refused, done, or (said by the browser) not reached. */
export type FormAnswer = { readonly refusal: FormRefusal | null; readonly isUnreachable?: boolean };

/** Reads who a creator is from a posted form; what is missing is empty. */
export function readCreatorFields(form: FormData): Record<CreatorField, string> {
  return { name: text(form, "name"), email: text(form, "email"), customerId: text(form, "customerId") };
}

/** Reads a code from a posted form; its first day is a day of the shop's time zone. */
export function readCodeFields(form: FormData, timeZone: string) {
  return {
    code: text(form, "code"),
    kind: text(form, "kind"),
    value: text(form, "value"),
    creditFrom: parseCreditFrom(text(form, "creditFrom"), timeZone),
  };
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
