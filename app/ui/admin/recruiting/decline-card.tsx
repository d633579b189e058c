import { BlockStack, Button, Card, Checkbox, InlineStack, Text, TextField } from "@shopify/polaris";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useDecisionSentence } from "#app/ui/admin/recruiting/decision-sentence.ts";
import type { ShownApplication } from "#app/ui/admin/recruiting/shown-application.ts";

const SAVED = { message: "", isTold: "on" };

/** The no: with a word to them, or in silence. */
export function DeclineCard({ application: { language } }: { application: ShownApplication }) {
  const t = useWords();
  const sentenceOf = useDecisionSentence();
  const draft = useDraft(SAVED);
  const { values, set } = draft;
  const isTold = values.isTold === "on";
  return (
    <Card>
      <DraftForm draft={draft} intent="decline" sentenceOf={sentenceOf} hasBar={false}>
        {(errorOf, isSaving) => (
          <BlockStack gap="400">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t("recruiting:decide.decline")}
              </Text>
              <Text as="p" tone="subdued">
                {isTold
                  ? t("recruiting:decide.declineText", { language: t(`recruiting:language.${language}`) })
                  : t("recruiting:decide.quiet")}
              </Text>
            </BlockStack>
            <Checkbox
              label={t("recruiting:decide.tell")}
              checked={isTold}
              onChange={(isOn) => set("isTold")(isOn ? "on" : "")}
            />
            <input type="hidden" name="isTold" value={values.isTold} />
            {isTold && (
              <TextField
                name="message"
                label={t("recruiting:decide.message")}
                helpText={t("recruiting:decide.messageHelp")}
                value={values.message}
                onChange={set("message")}
                error={errorOf("message")}
                multiline={3}
                autoComplete="off"
              />
            )}
            <InlineStack align="end">
              <Button submit loading={isSaving}>
                {t("recruiting:decide.decline")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}
