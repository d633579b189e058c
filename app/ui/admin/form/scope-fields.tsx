import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, InlineError, InlineStack, Select, Tag, Text } from "@shopify/polaris";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import type { ConditionField } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

type Item = { readonly id: string; readonly title: string };

/** What a code takes off from: everything, or products or collections picked in Shopify's own picker. */
export function ScopeFields({ draft, errorOf }: { draft: Draft<ConditionField | "kind">; errorOf: ErrorOf }) {
  const t = useWords();
  const shopify = useAppBridge();
  const { scopeKind, scope, kind } = draft.values;
  const items = itemsIn(scope);
  const isProducts = scopeKind === "products";
  const keep = (chosen: readonly Item[]) =>
    draft.set("scope")(chosen.length === 0 ? "" : JSON.stringify(chosen));
  async function choose() {
    const picked = await shopify.resourcePicker({
      type: isProducts ? "product" : "collection",
      action: "select",
      multiple: true,
      selectionIds: items.map(({ id }) => ({ id })),
      filter: { variants: false },
    });
    if (picked) keep(picked.map(({ id, title }) => ({ id, title })));
  }
  // Free shipping is of the whole order; what was chosen before is refused until it is taken back.
  if (kind === "free-shipping" && scopeKind === "") return null;
  const error = errorOf("scope");
  return (
    <BlockStack gap="200">
      <Select
        name="scopeKind"
        label={t("codes:form.scope")}
        options={[
          { value: "", label: t("codes:form.scopeAll") },
          { value: "products", label: t("codes:form.scopeProducts") },
          { value: "collections", label: t("codes:form.scopeCollections") },
        ]}
        value={scopeKind}
        onChange={(value) => {
          draft.set("scopeKind")(value);
          keep([]);
        }}
      />
      {scopeKind !== "" && (
        <>
          <input type="hidden" name="scope" value={scope} />
          <InlineStack gap="200" blockAlign="center">
            <Button onClick={choose}>
              {isProducts ? t("codes:form.chooseProducts") : t("codes:form.chooseCollections")}
            </Button>
            {items.map((item) => (
              <Tag key={item.id} onRemove={() => keep(items.filter(({ id }) => id !== item.id))}>
                {item.title}
              </Tag>
            ))}
          </InlineStack>
        </>
      )}
      {error && (
        <div role="alert">
          <InlineError message={error} fieldID="scopeKind" />
        </div>
      )}
      {items.length > 0 && (
        <Text as="span" visuallyHidden>
          {t("codes:form.chosen")}: {items.map(({ title }) => title).join(", ")}
        </Text>
      )}
    </BlockStack>
  );
}

function itemsIn(scope: string): Item[] {
  try {
    return scope === "" ? [] : JSON.parse(scope);
  } catch {
    return [];
  }
}
