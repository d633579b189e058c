import { FormLayout, Select, TextField } from "@shopify/polaris";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { CodeField } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** The fields of a code: what shoppers enter, what it takes off, from which day on it credits. */
export function CodeFields({
  draft,
  errorOf,
  today,
}: {
  draft: Draft<CodeField>;
  errorOf: ErrorOf;
  today: string;
}) {
  const t = useWords();
  const { currency } = useShop();
  const { values, set } = draft;
  const isAmount = values.kind === "amount";
  return (
    <FormLayout>
      <TextField
        name="code"
        label={t("creators:field.code")}
        helpText={t("creators:field.codeHelp")}
        value={values.code}
        onChange={set("code")}
        error={errorOf("code")}
        autoComplete="off"
        spellCheck={false}
      />
      <FormLayout.Group condensed>
        <Select
          name="kind"
          label={t("creators:field.kind")}
          options={[
            { value: "percent", label: t("creators:field.kindPercent") },
            { value: "amount", label: t("creators:field.kindAmount") },
          ]}
          value={values.kind}
          onChange={set("kind")}
        />
        <TextField
          name="value"
          label={isAmount ? t("creators:field.amount") : t("creators:field.percent")}
          suffix={isAmount ? currency : "%"}
          inputMode="decimal"
          align="right"
          value={values.value}
          onChange={set("value")}
          error={errorOf("value")}
          autoComplete="off"
        />
      </FormLayout.Group>
      <TextField
        name="creditFrom"
        type="date"
        label={t("creators:field.creditFrom")}
        helpText={t("creators:field.creditFromHelp")}
        max={today}
        value={values.creditFrom}
        onChange={set("creditFrom")}
        error={errorOf("creditFrom")}
        autoComplete="off"
      />
    </FormLayout>
  );
}
