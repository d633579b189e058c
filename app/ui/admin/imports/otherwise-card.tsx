import { BlockStack, Card, Checkbox, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import { CREATOR_LANGUAGES } from "#app/creators/creator.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

type Fields = {
  readonly draft: Draft<string>;
  readonly errorOf: ErrorOf;
};

/** What holds for new creators and their codes where a row leaves it open. */
export function OtherwiseCard({
  draft,
  errorOf,
  programs,
  today,
}: Fields & {
  readonly programs: readonly { readonly id: string; readonly name: string }[];
  readonly today: string;
}) {
  const t = useWords();
  const { values, set } = draft;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("imports:mapping.otherwise")}
          </Text>
          <Text as="p" tone="subdued">
            {t("imports:mapping.otherwiseText")}
          </Text>
        </BlockStack>
        <FormLayout>
          <FormLayout.Group condensed>
            <Select
              name="programId"
              label={t("imports:mapping.program")}
              options={[
                { value: "", label: t("imports:mapping.programNone") },
                ...programs.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              value={values.programId ?? ""}
              onChange={set("programId")}
              error={errorOf("programId")}
            />
            <Select
              name="language"
              label={t("imports:mapping.language")}
              options={CREATOR_LANGUAGES.map((each) => ({
                value: each,
                label: t(`imports:language.${each}`),
              }))}
              value={values.language ?? "en"}
              onChange={set("language")}
            />
          </FormLayout.Group>
          <Discount draft={draft} errorOf={errorOf} />
          <Tick draft={draft} name="oncePerCustomer" label={t("imports:mapping.once")} />
          {values["column.program"] !== "" && (
            <Tick
              draft={draft}
              name="makesPrograms"
              label={t("imports:mapping.makePrograms")}
              helpText={t("imports:mapping.makeProgramsHelp")}
            />
          )}
          <TextField
            name="creditFrom"
            type="date"
            label={t("imports:mapping.creditFrom")}
            helpText={t("imports:mapping.creditFromHelp")}
            max={today}
            value={values.creditFrom ?? ""}
            onChange={set("creditFrom")}
            error={errorOf("creditFrom")}
            autoComplete="off"
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

/** Whether codes that a discount in Shopify uses already are taken over. */
export function AdoptCard({ draft }: Pick<Fields, "draft">) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("imports:mapping.adoptTitle")}
        </Text>
        <Tick
          draft={draft}
          name="mayAdopt"
          label={t("imports:mapping.adopt")}
          helpText={t("imports:mapping.adoptHelp")}
        />
      </BlockStack>
    </Card>
  );
}

function Discount({ draft: { values, set }, errorOf }: Fields) {
  const t = useWords();
  const { currency } = useShop();
  const isFree = values.kind === "free-shipping";
  return (
    <FormLayout.Group condensed>
      <Select
        name="kind"
        label={t("imports:mapping.discount")}
        helpText={t("imports:mapping.discountHelp")}
        options={[
          { value: "percent", label: t("creators:field.kindPercent") },
          { value: "amount", label: t("creators:field.kindAmount") },
          { value: "free-shipping", label: t("creators:codes.freeShipping") },
        ]}
        value={values.kind ?? "percent"}
        onChange={set("kind")}
      />
      {!isFree && (
        <TextField
          name="value"
          label={values.kind === "amount" ? t("creators:field.amount") : t("creators:field.percent")}
          suffix={values.kind === "amount" ? currency : "%"}
          inputMode="decimal"
          align="right"
          value={values.value ?? ""}
          onChange={set("value")}
          error={errorOf("value")}
          autoComplete="off"
        />
      )}
    </FormLayout.Group>
  );
}

function Tick({
  draft: { values, set },
  name,
  label,
  helpText,
}: Pick<Fields, "draft"> & { name: string; label: string; helpText?: string }) {
  return (
    <>
      <Checkbox
        label={label}
        helpText={helpText}
        checked={values[name] === "on"}
        onChange={(isOn) => set(name)(isOn ? "on" : "")}
      />
      <input type="hidden" name={name} value={values[name] ?? ""} />
    </>
  );
}
