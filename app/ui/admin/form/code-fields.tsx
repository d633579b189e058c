import { FormLayout, Select, TextField } from "@shopify/polaris";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { CodeField, ConditionField } from "#app/ui/admin/form/fields.ts";
import { MoreConditions } from "#app/ui/admin/form/more-conditions.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** The fields of a code: what shoppers enter, what it takes off, from which day on it credits, and what else it asks for. */
export function CodeFields({
  draft,
  errorOf,
  today,
}: {
  draft: Draft<CodeField | ConditionField>;
  errorOf: ErrorOf;
  today: string;
}) {
  const t = useWords();
  const { values, set } = draft;
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
      <ValueFields draft={draft} errorOf={errorOf} />
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
      <MoreConditions draft={draft} errorOf={errorOf} today={today} />
    </FormLayout>
  );
}

/** What a code takes off: its kind, and how much unless it is the shipping. */
export function ValueFields({ draft, errorOf }: { draft: Draft<"kind" | "value">; errorOf: ErrorOf }) {
  const t = useWords();
  const { currency } = useShop();
  const { values, set } = draft;
  const isAmount = values.kind === "amount";
  const isShipping = values.kind === "free-shipping";
  const kind = (
    <Select
      name="kind"
      label={t("creators:field.kind")}
      options={[
        { value: "percent", label: t("codes:form.percent") },
        { value: "amount", label: t("codes:form.amount") },
        { value: "free-shipping", label: t("codes:form.freeShipping") },
      ]}
      value={values.kind}
      onChange={set("kind")}
    />
  );
  if (isShipping) return kind;
  return (
    <FormLayout.Group condensed>
      {kind}
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
  );
}
