import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useMemo } from "react";
import { EndField, inDays, useCodePageSentence } from "#app/ui/admin/code/end-field.tsx";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Gives the creator another code in place of this one, which goes on until a day. */
export function RotateCard({
  code: { code, creatorName, origin },
  today,
}: {
  code: ShownCodePage;
  today: string;
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const draft = useDraft(useMemo(() => ({ code: "", endsOn: inDays(today) }), [today]));
  return (
    <Card>
      <DraftForm
        draft={draft}
        intent="rotate"
        hasBar={false}
        sentenceOf={useCodePageSentence(creatorName)}
        onDone={({ code: typed }) => shopify.toast.show(t("codes:rotate.done", { code: typed.trim() }))}
      >
        {(errorOf, isSaving) => (
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("codes:rotate.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("codes:rotate.text", { code, creator: creatorName })}
            </Text>
            <FormLayout>
              <FormLayout.Group>
                <TextField
                  name="code"
                  label={t("codes:rotate.code")}
                  value={draft.values.code}
                  onChange={draft.set("code")}
                  error={errorOf("code") ?? errorOf("rotation")}
                  autoComplete="off"
                  spellCheck={false}
                />
                <EndField
                  label={t("codes:rotate.endsOn", { code })}
                  helpText={t(
                    origin === "adopted" ? "codes:rotate.endsOnAdopted" : "codes:rotate.endsOnHelp",
                  )}
                  value={draft.values.endsOn}
                  onChange={draft.set("endsOn")}
                  error={errorOf("endsOn")}
                  today={today}
                />
              </FormLayout.Group>
            </FormLayout>
            <InlineStack align="end">
              <Button submit loading={isSaving}>
                {t("codes:rotate.button")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}
