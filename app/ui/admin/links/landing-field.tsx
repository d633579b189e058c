import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { LinkField } from "#app/ui/admin/links/link-shown.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const PATHS = { product: "/products/", collection: "/collections/" } as const;

/** The page a link leads to: picked from the shop's products and collections, or typed. */
export function LandingField({ draft, error }: { draft: Draft<LinkField>; error: string | undefined }) {
  const t = useWords();
  const shopify = useAppBridge();
  const [isWithoutPicker, setIsWithoutPicker] = useState(false);
  const { values, set } = draft;

  async function pick(type: keyof typeof PATHS) {
    setIsWithoutPicker(false);
    try {
      const filter = { variants: false };
      const [picked] =
        (await shopify.resourcePicker({ type, action: "select", multiple: false, filter })) ?? [];
      if (!picked) return;
      set("landing")(PATHS[type] + picked.handle);
      if (values.title === "") set("title")(picked.title);
    } catch {
      setIsWithoutPicker(true);
    }
  }

  return (
    <BlockStack gap="200">
      <TextField
        name="landing"
        label={t("links:form.page")}
        helpText={t("links:form.pageHelp")}
        placeholder="/"
        value={values.landing}
        onChange={(text) => {
          setIsWithoutPicker(false);
          set("landing")(text);
        }}
        error={isWithoutPicker ? t("links:form.noPicker") : error}
        autoComplete="off"
        inputMode="url"
        spellCheck={false}
      />
      <InlineStack gap="200">
        <Button onClick={() => void pick("product")}>{t("links:form.product")}</Button>
        <Button onClick={() => void pick("collection")}>{t("links:form.collection")}</Button>
      </InlineStack>
    </BlockStack>
  );
}
