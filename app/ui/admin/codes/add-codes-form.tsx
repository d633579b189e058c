import { BlockStack, Box, Button, Card, InlineStack, Layout, Text, TextField } from "@shopify/polaris";
import { useMemo, useRef } from "react";
import type { ProgramTerms } from "#app/ui/admin/codes/batch-fields.ts";
import { type BatchField, useBatchSentence } from "#app/ui/admin/codes/batch-sentence.ts";
import { PreviewCard, usePreview } from "#app/ui/admin/codes/preview-card.tsx";
import type { Picked } from "#app/ui/admin/codes/shown-code.ts";
import { WhoFields } from "#app/ui/admin/codes/who-fields.tsx";
import { ValueFields } from "#app/ui/admin/form/code-fields.tsx";
import { type Draft, useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { NOTHING_ASKED } from "#app/ui/admin/form/fields.ts";
import { MoreConditions } from "#app/ui/admin/form/more-conditions.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The form that gives codes to many creators at once, with what it would bring beside it. */
export function AddCodesForm({
  counts,
  picked,
  programs,
  batchId,
  title,
  usualTemplate,
  today,
}: {
  counts: { readonly all: number; readonly without: number };
  picked: readonly Picked[];
  programs: readonly ProgramTerms[];
  /** Made with the page, so that sending the form twice is sending it once. */
  batchId: string;
  title: string;
  usualTemplate: string;
  today: string;
}) {
  const t = useWords();
  // The page's own: what is loaded anew meanwhile does not change what is being filled in.
  const first = useRef({ batchId, title, picked, template: usualTemplate, counts }).current;
  const draft = useDraft<BatchField>(
    useMemo(
      () => ({
        who: first.picked.length > 0 ? "picked" : first.counts.without > 0 ? "without" : "all",
        programId: "",
        creatorIds: first.picked.map(({ id }) => id).join(","),
        ...{ template: first.template, title: first.title, kind: "percent", value: "10" },
        ...NOTHING_ASKED,
      }),
      [first],
    ),
  );
  const preview = usePreview(draft.values);
  const count = preview.codes;
  return (
    <DraftForm draft={draft} sentenceOf={useBatchSentence()}>
      {(errorOf, isSaving) => (
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <input type="hidden" name="batchId" value={first.batchId} />
              <WhoFields
                draft={draft}
                errorOf={errorOf}
                counts={counts}
                picked={picked}
                programs={programs}
              />
              <TermsCard draft={draft} errorOf={errorOf} today={today} />
              <TemplateCard draft={draft} errorOf={errorOf} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <PreviewCard preview={preview} hasChance={/\{\s*random\s*\}/i.test(draft.values.template)} />
              <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="400">
                <InlineStack align="end">
                  <Button variant="primary" submit loading={isSaving}>
                    {count === null ? t("codes:new.createNone") : t("codes:new.create", { count })}
                  </Button>
                </InlineStack>
              </Box>
            </BlockStack>
          </Layout.Section>
        </Layout>
      )}
    </DraftForm>
  );
}

type Fields = { readonly draft: Draft<BatchField>; readonly errorOf: ErrorOf };

function TermsCard({ draft, errorOf, today }: Fields & { today: string }) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("codes:new.terms")}
        </Text>
        <ValueFields draft={draft} errorOf={errorOf} />
        <MoreConditions draft={draft} errorOf={errorOf} today={today} />
        <TextField
          name="title"
          label={t("codes:new.titleField")}
          helpText={t("codes:new.titleHelp")}
          value={draft.values.title}
          onChange={draft.set("title")}
          error={errorOf("title")}
          autoComplete="off"
        />
      </BlockStack>
    </Card>
  );
}

function TemplateCard({ draft, errorOf }: Fields) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("codes:new.template")}
        </Text>
        <TextField
          name="template"
          label={t("codes:new.templateField")}
          helpText={t("codes:new.templateHelp")}
          value={draft.values.template}
          onChange={draft.set("template")}
          error={errorOf("template")}
          autoComplete="off"
          spellCheck={false}
          monospaced
        />
      </BlockStack>
    </Card>
  );
}
