import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useMemo } from "react";
import type { ShownCreator } from "#app/ui/admin/creator/creator-shown.ts";
import { ContactFields } from "#app/ui/admin/form/contact-fields.tsx";
import { CreatorFields } from "#app/ui/admin/form/creator-fields.tsx";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Who a creator is, to be changed. */
export function ParticularsCard({
  creator: { name, email, customerId, handle, language, programId, contact },
  programs,
  countries,
}: {
  creator: ShownCreator;
  programs: readonly { readonly id: string; readonly name: string }[];
  countries: readonly (readonly [code: string, name: string])[];
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const saved = useMemo(
    () => ({
      ...{ name, language, email: email ?? "", handle: handle ?? "", programId: programId ?? "" },
      customerId: customerId?.replace("gid://shopify/Customer/", "") ?? "",
      ...{ phone: contact.phone ?? "", street: contact.street ?? "", more: contact.more ?? "" },
      ...{ postalCode: contact.postalCode ?? "", country: contact.country ?? "" },
    }),
    [name, email, customerId, handle, language, programId, contact],
  );
  const draft = useDraft(saved);
  return (
    <Card>
      <DraftForm
        draft={draft}
        intent="edit"
        onDone={() => shopify.toast.show(t("creators:particulars.done"))}
      >
        {(errorOf, isSaving) => (
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("creators:particulars.title")}
            </Text>
            <CreatorFields draft={draft} errorOf={errorOf} programs={programs} />
            <ContactFields draft={draft} errorOf={errorOf} countries={countries} />
            <InlineStack align="end">
              <Button submit loading={isSaving} disabled={!draft.isDirty}>
                {t("creators:particulars.save")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}
