import { FormLayout, TextField } from "@shopify/polaris";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { CreatorField } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The fields that say who a creator is. */
export function CreatorFields({ draft, errorOf }: { draft: Draft<CreatorField>; errorOf: ErrorOf }) {
  const t = useWords();
  const { values, set } = draft;
  return (
    <FormLayout>
      <TextField
        name="name"
        label={t("creators:field.name")}
        value={values.name}
        onChange={set("name")}
        error={errorOf("name")}
        autoComplete="off"
      />
      <TextField
        name="email"
        type="email"
        label={t("creators:field.email")}
        helpText={t("creators:field.emailHelp")}
        value={values.email}
        onChange={set("email")}
        error={errorOf("email")}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        name="customerId"
        label={t("creators:field.customer")}
        helpText={t("creators:field.customerHelp")}
        value={values.customerId}
        onChange={set("customerId")}
        error={errorOf("customerId")}
        autoComplete="off"
        spellCheck={false}
      />
    </FormLayout>
  );
}
