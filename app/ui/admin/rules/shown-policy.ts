import type { Policy, PolicyFields } from "#app/attribution/policy.ts";

/** A version of the rules as a page shows it: instants as ISO 8601. */
export type ShownVersion = Policy & { readonly from: string };

/** What stands in the form of a policy. */
export const fieldsOf = ({
  windowDays,
  programDays,
  bindingCount,
  refusedSources,
  sameBy,
  ...chosen
}: Policy): PolicyFields => ({
  ...chosen,
  programDays: JSON.stringify(
    Object.fromEntries(Object.entries(programDays).map(([id, days]) => [id, String(days)])),
  ),
  windowDays: String(windowDays),
  bindingCount: String(bindingCount),
  refusedSources: refusedSources.join(", "),
  sameBy: sameBy.join(","),
});

/** Reads a policy's form as it was posted; what is missing is empty. */
export function readPolicyFields(form: FormData): PolicyFields {
  const text = (name: keyof PolicyFields) => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return {
    first: text("first"),
    windowDays: text("windowDays"),
    programDays: text("programDays"),
    model: text("model"),
    severalCodes: text("severalCodes"),
    binding: text("binding"),
    bindingCount: text("bindingCount"),
    bindingKeeps: text("bindingKeeps"),
    refusedSources: text("refusedSources"),
    sameBy: text("sameBy"),
  };
}
