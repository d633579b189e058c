import type { ConditionFields } from "#app/creators/conditions.ts";
import type { ContactFields } from "#app/creators/contact.ts";
import type { CreatorFields } from "#app/creators/creator.ts";
import { parseCreditFrom } from "#app/ui/admin/form/credit-from.ts";
import { parseEndsOn } from "#app/ui/admin/form/ends-on.ts";

/** The fields that say who a creator is, as the form posts them. */
export const CREATOR_FIELDS = ["name", "email", "customerId", "handle", "language", "programId"] as const;
/** The fields that say how a creator is reached beside their e-mail, as the form posts them. */
export const CONTACT_FIELDS = ["phone", "street", "more", "postalCode", "country"] as const;
/** The fields of a code, as the form posts them. */
export const CODE_FIELDS = ["code", "kind", "value", "creditFrom"] as const;

export type CreatorField = (typeof CREATOR_FIELDS)[number];
export type CodeField = (typeof CODE_FIELDS)[number];
export type ContactField = (typeof CONTACT_FIELDS)[number];
export type Field = CreatorField | CodeField;

/** The fields of a code's conditions, as the form posts them: `endsOn` is a day, `scope` a JSON list of what was picked. */
export type ConditionField = "oncePerCustomer" | "endsOn" | "minimumKind" | "minimum" | "scopeKind" | "scope";

/** A form in which nothing is asked of a code yet. */
export const NOTHING_ASKED: Readonly<Record<ConditionField, string>> = {
  ...{ oncePerCustomer: "", endsOn: "", minimumKind: "" },
  ...{ minimum: "", scopeKind: "", scope: "" },
};

/** What is wrong with a posted form, by the names of its fields; `heldBy` names the creator who has the code already. */
export type FormRefusal = {
  readonly because: Readonly<Record<string, string | undefined>>;
  readonly heldBy?: string;
  /** What a template cannot hold. */
  readonly token?: string;
};

/** What an action answers to a form: refused, done, or (said by the browser) not reached. */
export type FormAnswer = { readonly refusal: FormRefusal | null; readonly isUnreachable?: boolean };

/** Reads who a creator is from a posted form; what is missing is empty, or absent where a form may leave it as it is. */
export function readCreatorFields(form: FormData): CreatorFields {
  const optional = (["handle", "language", "programId"] as const).filter((name) => form.has(name));
  return {
    ...{ name: text(form, "name"), email: text(form, "email"), customerId: text(form, "customerId") },
    ...Object.fromEntries(optional.map((name) => [name, text(form, name)])),
  };
}

/** Reads how a creator is reached from a posted form; null where it does not ask for that. */
export function readContactFields(form: FormData): ContactFields | null {
  if (!CONTACT_FIELDS.every((name) => form.has(name))) return null;
  return {
    ...{ phone: text(form, "phone"), street: text(form, "street"), more: text(form, "more") },
    ...{ postalCode: text(form, "postalCode"), country: text(form, "country") },
  };
}

/** Reads a code from a posted form; its first day is a day of the shop's time zone. */
export function readCodeFields(form: FormData, timeZone: string) {
  return {
    code: text(form, "code"),
    kind: text(form, "kind"),
    value: text(form, "value"),
    creditFrom: parseCreditFrom(text(form, "creditFrom"), timeZone),
    conditions: readConditionFields(form, timeZone),
  };
}

/** Reads a code's conditions from a posted form; its last day is a day of the shop's time zone. */
export function readConditionFields(form: FormData, timeZone: string): ConditionFields {
  return {
    oncePerCustomer: text(form, "oncePerCustomer"),
    endsAt: parseEndsOn(text(form, "endsOn"), timeZone),
    minimumKind: text(form, "minimumKind"),
    minimum: text(form, "minimum"),
    scopeKind: text(form, "scopeKind"),
    scope: text(form, "scope"),
  };
}

/** A field of a posted form; what is missing is empty. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
