import { FormLayout, Select, TextField } from "@shopify/polaris";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What a code takes off: a percentage, an amount, or shipping. */
export function ValueFields({ draft, errorOf }: { draft: Draft<"kind" | "value">; errorOf: ErrorOf }) {
  const t = useWords();
  const { currency } = useShop();
  const { values, set } = draft;
  const isAmount = values.kind === "amount";
  return (
    <FormLayout.Group condensed>
      <Select
        name="kind"
        label={t("programs:form.kind")}
        options={[
          { value: "percent", label: t("programs:form.percent") },
          { value: "amount", label: t("programs:form.amount") },
          { value: "free-shipping", label: t("programs:form.freeShipping") },
        ]}
        value={values.kind}
        onChange={set("kind")}
        error={values.kind === "free-shipping" ? errorOf("value") : undefined}
      />
      {values.kind === "free-shipping" ? (
        <input type="hidden" name="value" value="" />
      ) : (
        <TextField
          name="value"
          label={isAmount ? t("programs:form.amountLabel") : t("programs:form.percentLabel")}
          suffix={isAmount ? currency : "%"}
          inputMode="decimal"
          align="right"
          value={values.value}
          onChange={set("value")}
          error={errorOf("value")}
          autoComplete="off"
        />
      )}
    </FormLayout.Group>
  );
}
