import { BlockStack, Button, Checkbox, Collapsible, FormLayout, Select, TextField } from "@shopify/polaris";
import { useId, useState } from "react";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { ConditionField } from "#app/ui/admin/form/fields.ts";
import { ScopeFields } from "#app/ui/admin/form/scope-fields.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

type Fields = {
  readonly draft: Draft<ConditionField | "kind">;
  readonly errorOf: ErrorOf;
  readonly today: string;
};

/** What else a code asks for, folded away until it is wanted, filled in or refused. */
export function MoreConditions({ draft, errorOf, today }: Fields) {
  const t = useWords();
  const id = useId();
  const { oncePerCustomer, endsOn, minimumKind, scopeKind } = draft.values;
  const isFilled = [oncePerCustomer, endsOn, minimumKind, scopeKind].some((value) => value !== "");
  const isRefused = ["endsOn", "minimum", "scope"].some((field) => errorOf(field) !== undefined);
  const [isOpen, setIsOpen] = useState(isFilled);
  const isShown = isOpen || isRefused;
  return (
    <BlockStack gap="300" inlineAlign="stretch">
      <div>
        <Button
          variant="plain"
          disclosure={isShown ? "up" : "down"}
          ariaExpanded={isShown}
          ariaControls={id}
          onClick={() => setIsOpen(!isShown)}
        >
          {t("codes:form.more")}
        </Button>
      </div>
      <Collapsible id={id} open={isShown}>
        <FormLayout>
          <Checkbox
            name="oncePerCustomer"
            value="on"
            label={t("codes:form.once")}
            checked={oncePerCustomer === "on"}
            onChange={(isOn) => draft.set("oncePerCustomer")(isOn ? "on" : "")}
          />
          <Minimum draft={draft} errorOf={errorOf} />
          <TextField
            name="endsOn"
            type="date"
            label={t("codes:form.endsOn")}
            helpText={t("codes:form.endsOnHelp")}
            min={today}
            value={endsOn}
            onChange={draft.set("endsOn")}
            error={errorOf("endsOn")}
            autoComplete="off"
          />
          <ScopeFields draft={draft} errorOf={errorOf} />
        </FormLayout>
      </Collapsible>
    </BlockStack>
  );
}

function Minimum({ draft, errorOf }: Omit<Fields, "today">) {
  const t = useWords();
  const { currency } = useShop();
  const { minimumKind, minimum } = draft.values;
  const isUnits = minimumKind === "units";
  const kind = (
    <Select
      name="minimumKind"
      label={t("codes:form.minimum")}
      options={[
        { value: "", label: t("codes:form.minimumNone") },
        { value: "subtotal", label: t("codes:form.minimumSubtotal") },
        { value: "units", label: t("codes:form.minimumUnits") },
      ]}
      value={minimumKind}
      onChange={draft.set("minimumKind")}
    />
  );
  if (minimumKind === "") return kind;
  return (
    <FormLayout.Group condensed>
      {kind}
      <TextField
        name="minimum"
        label={isUnits ? t("codes:form.units") : t("codes:form.subtotal")}
        suffix={isUnits ? t("codes:form.unitsSuffix") : currency}
        inputMode={isUnits ? "numeric" : "decimal"}
        align="right"
        value={minimum}
        onChange={draft.set("minimum")}
        error={errorOf("minimum")}
        autoComplete="off"
      />
    </FormLayout.Group>
  );
}
