import { FormLayout, Select, TextField } from "@shopify/polaris";
import { CREATOR_LANGUAGES } from "#app/creators/creator.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { CreatorField } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The fields that say who a creator is, what they are part of, and how they are written to. */
export function CreatorFields({
  draft,
  errorOf,
  programs,
}: {
  draft: Draft<CreatorField>;
  errorOf: ErrorOf;
  programs: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useWords();
  const { values, set } = draft;
  const field = (name: CreatorField, label: string, helpText?: string) => (
    <TextField
      name={name}
      type={name === "email" ? "email" : "text"}
      label={label}
      helpText={helpText}
      value={values[name]}
      onChange={set(name)}
      error={errorOf(name)}
      autoComplete="off"
      spellCheck={name === "name" ? undefined : false}
    />
  );
  return (
    <FormLayout>
      {field("name", t("creators:field.name"))}
      {field("handle", t("creators:field.handle"), t("creators:field.handleHelp"))}
      {field("email", t("creators:field.email"), t("creators:field.emailHelp"))}
      {field("customerId", t("creators:field.customer"), t("creators:field.customerHelp"))}
      <Select
        name="programId"
        label={t("creators:field.program")}
        helpText={t("creators:field.programHelp")}
        options={[
          { value: "", label: t("creators:field.noProgram") },
          ...programs.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={values.programId}
        onChange={set("programId")}
        error={errorOf("programId")}
      />
      <Select
        name="language"
        label={t("creators:field.language")}
        options={CREATOR_LANGUAGES.map((value) => ({ value, label: t(`creators:field.languages.${value}`) }))}
        value={values.language}
        onChange={set("language")}
        error={errorOf("language")}
      />
    </FormLayout>
  );
}
