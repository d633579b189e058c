import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useMemo } from "react";
import { type Draft, useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { typedValue } from "#app/ui/admin/programs/shown-program.ts";
import { ValueFields } from "#app/ui/admin/programs/value-fields.tsx";
import { useDecisionSentence } from "#app/ui/admin/recruiting/decision-sentence.ts";
import type { ShownApplication, ShownProposal } from "#app/ui/admin/recruiting/shown-application.ts";

type Field = "programId" | "code" | "kind" | "value" | "message";

/** The yes: into which program, with which code, with which words. */
export function ApproveCard({
  application: { language },
  proposals,
  programId,
}: {
  application: ShownApplication;
  proposals: readonly ShownProposal[];
  programId: string | null;
}) {
  const t = useWords();
  const sentenceOf = useDecisionSentence();
  const saved = useMemo(() => ({ ...proposedBy(proposals, programId), message: "" }), [proposals, programId]);
  const draft = useDraft<Field>(saved);
  const { values, set } = draft;
  return (
    <Card>
      <DraftForm draft={draft} intent="approve" sentenceOf={sentenceOf} hasBar={false}>
        {(errorOf, isSaving) => (
          <BlockStack gap="400">
            <BlockStack gap="100">
              <Text as="h2" variant="headingMd">
                {t("recruiting:decide.approve")}
              </Text>
              <Text as="p" tone="subdued">
                {t("recruiting:decide.approveText", { language: t(`recruiting:language.${language}`) })}
              </Text>
            </BlockStack>
            <FormLayout>
              <Select
                name="programId"
                label={t("recruiting:decide.program")}
                options={proposals.map((each) => ({
                  value: each.programId ?? "",
                  label: each.programName ?? t("recruiting:decide.noProgram"),
                }))}
                value={values.programId}
                onChange={(chosen) => choose(draft, proposals, chosen)}
                error={errorOf("programId")}
              />
              <TextField
                name="code"
                label={t("recruiting:decide.code")}
                helpText={t("recruiting:decide.codeHelp")}
                value={values.code}
                onChange={set("code")}
                error={errorOf("code")}
                autoComplete="off"
                spellCheck={false}
                monospaced
              />
              <ValueFields draft={draft} errorOf={errorOf} />
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
            </FormLayout>
            <InlineStack align="end">
              <Button variant="primary" submit loading={isSaving}>
                {t("recruiting:decide.approve")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}

/** What a program proposes, as fields; of an unknown one what stands without any. */
function proposedBy(proposals: readonly ShownProposal[], programId: string | null) {
  const proposal = proposals.find((each) => each.programId === programId) ?? proposals.at(-1);
  return {
    programId: proposal?.programId ?? "",
    code: proposal?.code ?? "",
    kind: proposal?.value.kind ?? "percent",
    value: proposal ? typedValue(proposal.value) : "",
  };
}

/** Another program brings its own code and discount, where they are still the other program's proposal. */
function choose(draft: Draft<Field>, proposals: readonly ShownProposal[], chosen: string): void {
  const before = proposedBy(proposals, draft.values.programId || null);
  const after = proposedBy(proposals, chosen || null);
  draft.set("programId")(chosen);
  if (draft.values.code === before.code) draft.set("code")(after.code);
  if (draft.values.kind === before.kind && draft.values.value === before.value) {
    draft.set("kind")(after.kind);
    draft.set("value")(after.value);
  }
}
