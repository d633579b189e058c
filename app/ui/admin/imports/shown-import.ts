import type { Column, ImportKind } from "#app/imports/columns.ts";
import type { Choices, ImportState, Outcome, Problem } from "#app/imports/import.ts";

/** An import as its page shows it. */
export type ShownImport = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly choices: Choices;
  readonly state: ImportState;
  readonly rows: number;
  readonly progress: number;
  readonly createdAt: string;
};

/** An import in the list. */
export type ListedImport = Pick<ShownImport, "id" | "fileName" | "state" | "rows" | "createdAt"> & {
  readonly refused: number;
};

/** What a look at the file, or the import, came to. */
export type ShownReport = {
  readonly counts: Readonly<Record<Outcome, number>> & { readonly creators: number };
  readonly lines: readonly ShownLine[];
  readonly outcome: Outcome | null;
  readonly page: number;
  readonly pages: number;
};

export type ShownLine = {
  readonly line: number;
  readonly outcome: Outcome;
  readonly problems: readonly Problem[];
  readonly name: string;
  readonly code: string | null;
  readonly creatorId: string | null;
};

/** The fields of the mapping's form beside the columns. */
export const CHOICE_FIELDS = [
  ...["programId", "makesPrograms", "language", "kind", "value", "oncePerCustomer", "creditFrom", "mayAdopt"],
] as const;

/** The columns of a kind in the groups they are chosen in. */
export const GROUPS: Readonly<
  Record<ImportKind, readonly { readonly title: Group; readonly columns: readonly Column[] }[]>
> = {
  creators: [
    {
      title: "groupWho",
      columns: ["name", "firstName", "lastName", "email", "handle", "customer", "language", "program"],
    },
    {
      title: "groupCodes",
      columns: ["code", "discount", "percent", "amount", "currency", "oncePerCustomer", "creditFrom"],
    },
    { title: "groupLinks", columns: ["slug", "landing"] },
  ],
  collaborations: [
    { title: "groupWhose", columns: ["creator", "email", "code"] },
    { title: "groupContent", columns: ["day", "content", "url", "reach", "interactions", "note"] },
    { title: "groupCost", columns: ["fee", "gift", "currency"] },
  ],
};
export type Group = "groupWho" | "groupCodes" | "groupLinks" | "groupWhose" | "groupContent" | "groupCost";

/** What the mapping's form holds before anybody touches it. */
export function fieldsOf({ kind, choices }: Pick<ShownImport, "kind" | "choices">): Record<string, string> {
  const columns = GROUPS[kind].flatMap((group) =>
    group.columns.map((column) => [`column.${column}`, String(choices.mapping[column] ?? "")]),
  );
  return {
    ...Object.fromEntries(columns),
    programId: choices.programId ?? "",
    makesPrograms: choices.makesPrograms ? "on" : "",
    language: choices.language,
    kind: choices.kind,
    value: choices.value,
    oncePerCustomer: choices.oncePerCustomer ? "on" : "",
    creditFrom: choices.creditFrom,
    mayAdopt: choices.mayAdopt ? "on" : "",
  };
}

/** Reads the mapping's form as it was posted; fields nobody asked for are left out. */
export function readChoices(kind: ImportKind, form: FormData): Record<string, string> {
  const names = [
    ...GROUPS[kind].flatMap((group) => group.columns.map((column) => `column.${column}`)),
    ...CHOICE_FIELDS,
  ];
  return Object.fromEntries(
    names.map((name) => {
      const value = form.get(name);
      return [name, typeof value === "string" ? value : ""];
    }),
  );
}
