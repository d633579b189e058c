import {
  BlockStack,
  Box,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { type ReactNode, useMemo } from "react";
import { COLLABORATION_KINDS, type CollaborationField, lastDay } from "#app/creators/collaboration.ts";
import { useCollaborationSentence } from "#app/ui/admin/collaborations/collaboration-sentence.ts";
import {
  fieldsOf,
  kindWord,
  type ShownCollaboration,
} from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { type Draft, useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

type Fields = { readonly draft: Draft<CollaborationField>; readonly errorOf: ErrorOf };

/** The form of a collaboration, new (null) or to be changed. `children` stand below it, told whether it is being saved. */
export function CollaborationForm({
  collaboration,
  id,
  today,
  saveLabel,
  onDone,
  children,
}: {
  collaboration: Omit<ShownCollaboration, "creatorName"> | null;
  /** Made with the page, so that sending the form twice is sending it once. */
  id: string;
  today: string;
  saveLabel: string;
  onDone?: () => void;
  children?: (isSaving: boolean) => ReactNode;
}) {
  const { currency } = useShop();
  const sentenceOf = useCollaborationSentence();
  const saved = useMemo(() => fieldsOf(collaboration, { currency, today }), [collaboration, currency, today]);
  const draft = useDraft(saved);
  return (
    <DraftForm draft={draft} intent="save" sentenceOf={sentenceOf} onDone={onDone}>
      {(errorOf, isSaving) => (
        <BlockStack gap="400">
          <input type="hidden" name="id" value={id} />
          <ContentCard draft={draft} errorOf={errorOf} today={today} />
          <CostCard draft={draft} errorOf={errorOf} />
          <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="400">
            <InlineStack align="end">
              <Button variant="primary" submit loading={isSaving}>
                {saveLabel}
              </Button>
            </InlineStack>
          </Box>
          {children?.(isSaving)}
        </BlockStack>
      )}
    </DraftForm>
  );
}

function ContentCard({ draft: { values, set }, errorOf, today }: Fields & { today: string }) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("collaborations:form.content")}
        </Text>
        <FormLayout>
          <FormLayout.Group condensed>
            <Select
              name="kind"
              label={t("collaborations:field.kind")}
              options={COLLABORATION_KINDS.map((each) => ({
                value: each,
                label: t(`collaborations:kind.${kindWord(each)}`),
              }))}
              value={values.kind}
              onChange={set("kind")}
              error={errorOf("kind")}
            />
            <TextField
              name="day"
              type="date"
              label={t("collaborations:field.day")}
              helpText={t("collaborations:field.dayHelp")}
              max={lastDay(today)}
              value={values.day}
              onChange={set("day")}
              error={errorOf("day")}
              autoComplete="off"
            />
          </FormLayout.Group>
          <TextField
            name="url"
            type="url"
            label={t("collaborations:field.url")}
            helpText={t("collaborations:field.urlHelp")}
            value={values.url}
            onChange={set("url")}
            error={errorOf("url")}
            autoComplete="off"
            spellCheck={false}
          />
          <FormLayout.Group condensed>
            <Count name="reach" draft={{ values, set }} errorOf={errorOf} />
            <Count name="interactions" draft={{ values, set }} errorOf={errorOf} />
          </FormLayout.Group>
          <TextField
            name="note"
            label={t("collaborations:field.note")}
            multiline={2}
            maxHeight="12rem"
            value={values.note}
            onChange={set("note")}
            error={errorOf("note")}
            autoComplete="off"
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

function Count({
  name,
  draft: { values, set },
  errorOf,
}: {
  name: "reach" | "interactions";
  draft: Pick<Draft<CollaborationField>, "values" | "set">;
  errorOf: ErrorOf;
}) {
  const t = useWords();
  return (
    <TextField
      name={name}
      label={t(`collaborations:field.${name}`)}
      helpText={
        name === "reach" ? t("collaborations:field.reachHelp") : t("collaborations:field.interactionsHelp")
      }
      inputMode="numeric"
      align="right"
      value={values[name]}
      onChange={set(name)}
      error={errorOf(name)}
      autoComplete="off"
    />
  );
}

function CostCard({ draft: { values, set }, errorOf }: Fields) {
  const t = useWords();
  const { currency } = useShop();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("collaborations:form.cost")}
        </Text>
        <FormLayout>
          <FormLayout.Group condensed>
            {(["fee", "gift"] as const).map((name) => (
              <TextField
                key={name}
                name={name}
                label={t(`collaborations:field.${name}`)}
                helpText={
                  name === "fee" ? t("collaborations:field.feeHelp") : t("collaborations:field.giftHelp")
                }
                suffix={currency}
                inputMode="decimal"
                align="right"
                value={values[name]}
                onChange={set(name)}
                error={errorOf(name)}
                autoComplete="off"
              />
            ))}
          </FormLayout.Group>
        </FormLayout>
      </BlockStack>
    </Card>
  );
}
