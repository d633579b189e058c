import { useAppBridge } from "@shopify/app-bridge-react";
import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useMemo } from "react";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** How a shop recruits, as the form has it; of the terms the text that holds now, its version and since when (ISO text). */
export type ShownRecruiting = {
  readonly isOpen: boolean;
  readonly intro: string;
  readonly programId: string | null;
  readonly terms: { readonly version: number; readonly text: string; readonly since: string } | null;
};

/** What stands on the application page, and whom approved creators join. */
export function SettingsCard({
  recruiting,
  programs,
}: {
  recruiting: ShownRecruiting;
  programs: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const { isOpen, intro, programId, terms } = recruiting;
  const termsText = terms?.text ?? "";
  const saved = useMemo(
    () => ({ isOpen: isOpen ? "on" : "", intro, terms: termsText, programId: programId ?? "" }),
    [isOpen, intro, termsText, programId],
  );
  const draft = useDraft(saved);
  const { values, set } = draft;
  const sentenceOf = useSentence();
  return (
    <Card>
      <DraftForm
        draft={draft}
        intent="save"
        sentenceOf={sentenceOf}
        onDone={() => shopify.toast.show(t("recruiting:form.saved"))}
      >
        {(errorOf, isSaving) => (
          <BlockStack gap="400">
            <Text as="h2" variant="headingMd">
              {t("recruiting:form.title")}
            </Text>
            <FormLayout>
              <Checkbox
                label={t("recruiting:form.isOpen")}
                checked={values.isOpen === "on"}
                onChange={(isOn) => set("isOpen")(isOn ? "on" : "")}
              />
              <TextField
                name="intro"
                label={t("recruiting:form.intro")}
                helpText={t("recruiting:form.introHelp")}
                value={values.intro}
                onChange={set("intro")}
                error={errorOf("intro")}
                multiline={4}
                autoComplete="off"
              />
              <TextField
                name="terms"
                label={t("recruiting:form.terms")}
                helpText={
                  <BlockStack gap="050">
                    <span>{t("recruiting:form.termsHelp")}</span>
                    {terms && <TermsVersion {...terms} />}
                  </BlockStack>
                }
                value={values.terms}
                onChange={set("terms")}
                error={errorOf("terms")}
                multiline={6}
                maxHeight="24rem"
                autoComplete="off"
              />
              <Select
                name="programId"
                label={t("recruiting:form.program")}
                helpText={t("recruiting:form.programHelp")}
                options={[
                  { value: "", label: t("recruiting:form.noProgram") },
                  ...programs.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={values.programId}
                onChange={set("programId")}
                error={errorOf("programId")}
              />
            </FormLayout>
            <input type="hidden" name="isOpen" value={values.isOpen} />
            <InlineStack align="end">
              <Button variant="primary" submit loading={isSaving}>
                {t("recruiting:form.save")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}

function TermsVersion({ version, since }: { version: number; since: string }) {
  const t = useWords();
  const { formats } = useShop();
  return <span>{t("recruiting:form.termsSince", { version, day: formats.day(since) })}</span>;
}

function useSentence(): SentenceOf {
  const t = useWords();
  return (field, refusal, typed) => {
    const length = [...(typed[field] ?? "").trim()].length;
    if (!refusal.because[field]) return undefined;
    if (field === "intro") return t("recruiting:refusal.intro", { length });
    return field === "terms" ? t("recruiting:refusal.terms", { length }) : t("recruiting:refusal.program");
  };
}
