import type { ConditionFields } from "#app/creators/conditions.ts";
import { readConditionFields, text } from "#app/ui/admin/form/fields.ts";

/** Reads the form that adds codes for many creators; what is missing is empty. */
export function readBatchFields(form: FormData, timeZone: string) {
  return {
    batchId: text(form, "batchId"),
    who: text(form, "who"),
    programId: text(form, "programId"),
    creatorIds: text(form, "creatorIds").split(",").filter(Boolean),
    template: text(form, "template"),
    title: text(form, "title"),
    kind: text(form, "kind"),
    value: text(form, "value"),
    conditions: readConditionFields(form, timeZone) as ConditionFields,
  };
}

/** A program with what its creators' codes are, as the form offers it. */
export type ProgramTerms = {
  readonly id: string;
  readonly name: string;
  readonly template: string;
  readonly kind: string;
  /** What the code takes off, as it would be typed: "10". */
  readonly value: string;
  readonly isOnce: boolean;
};
