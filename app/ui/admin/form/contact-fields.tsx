import { BlockStack, FormLayout, Select, Text, TextField } from "@shopify/polaris";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { ContactField } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The fields by which a creator is recognized when they buy with their own code: their phone, and where they live. */
export function ContactFields({
  draft: { values, set },
  errorOf,
  countries,
}: {
  draft: Draft<ContactField>;
  errorOf: ErrorOf;
  countries: readonly (readonly [code: string, name: string])[];
}) {
  const t = useWords();
  const field = (name: Exclude<ContactField, "country">, label: string) => (
    <TextField
      name={name}
      type={name === "phone" ? "tel" : "text"}
      label={label}
      value={values[name]}
      onChange={set(name)}
      error={errorOf(name)}
      autoComplete="off"
      spellCheck={false}
    />
  );
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {t("creators:contact.title")}
        </Text>
        <Text as="p" tone="subdued">
          {t("creators:contact.text")}
        </Text>
      </BlockStack>
      <FormLayout>
        {field("phone", t("creators:contact.phone"))}
        {field("street", t("creators:contact.street"))}
        {field("more", t("creators:contact.more"))}
        {field("postalCode", t("creators:contact.postalCode"))}
        <Select
          name="country"
          label={t("creators:contact.country")}
          options={[
            { value: "", label: t("creators:contact.noCountry") },
            ...countries.map(([value, label]) => ({ value, label })),
          ]}
          value={values.country}
          onChange={set("country")}
          error={errorOf("country")}
        />
      </FormLayout>
    </BlockStack>
  );
}
