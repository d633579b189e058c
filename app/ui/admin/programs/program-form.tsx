import {
  BlockStack,
  Box,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { type ReactNode, useMemo } from "react";
import { USUAL_TEMPLATE } from "#app/creators/program.ts";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { type Draft, useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useProgramSentence } from "#app/ui/admin/programs/program-sentence.ts";
import {
  exampleCodes,
  fieldsOf,
  type ProgramField,
  type ShownProgram,
} from "#app/ui/admin/programs/shown-program.ts";
import { ValueFields } from "#app/ui/admin/programs/value-fields.tsx";

/** The form of a program, new (`program` null) or to be changed. */
export function ProgramForm({
  program,
  saveLabel,
  onDone,
  children,
}: {
  program: ShownProgram | null;
  saveLabel: string;
  onDone?: (values: Readonly<Record<ProgramField, string>>) => void;
  children?: (isSaving: boolean, values: Readonly<Record<ProgramField, string>>) => ReactNode;
}) {
  const draft = useDraft(useMemo(() => fieldsOf(program, USUAL_TEMPLATE), [program]));
  const sentenceOf = useProgramSentence();
  return (
    <DraftForm draft={draft} intent={program ? "edit" : undefined} sentenceOf={sentenceOf} onDone={onDone}>
      {(errorOf, isSaving) => (
        <BlockStack gap="400">
          <AboutCard draft={draft} errorOf={errorOf} />
          <DiscountCard draft={draft} errorOf={errorOf} />
          <CodesCard draft={draft} errorOf={errorOf} />
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <InlineStack align="end">
              <Button variant="primary" submit loading={isSaving}>
                {saveLabel}
              </Button>
            </InlineStack>
          </Box>
          {children?.(isSaving, draft.values)}
        </BlockStack>
      )}
    </DraftForm>
  );
}

type Fields = { readonly draft: Draft<ProgramField>; readonly errorOf: ErrorOf };

function AboutCard({ draft, errorOf }: Fields) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("programs:form.about")}
        </Text>
        <TextField
          name="name"
          label={t("programs:form.name")}
          helpText={t("programs:form.nameHelp")}
          value={draft.values.name}
          onChange={draft.set("name")}
          error={errorOf("name")}
          autoComplete="off"
        />
      </BlockStack>
    </Card>
  );
}

function DiscountCard({ draft, errorOf }: Fields) {
  const t = useWords();
  const { values, set } = draft;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("programs:form.discount")}
          </Text>
          <Text as="p" tone="subdued">
            {t("programs:form.discountText")}
          </Text>
        </BlockStack>
        <FormLayout>
          <ValueFields draft={draft} errorOf={errorOf} />
          <Checkbox
            label={t("programs:form.once")}
            helpText={t("programs:form.onceHelp")}
            checked={values.oncePerCustomer === "on"}
            onChange={(isOn) => set("oncePerCustomer")(isOn ? "on" : "")}
          />
        </FormLayout>
        <input type="hidden" name="oncePerCustomer" value={values.oncePerCustomer} />
      </BlockStack>
    </Card>
  );
}

function CodesCard({ draft, errorOf }: Fields) {
  const t = useWords();
  const { currency } = useShop();
  const { values, set } = draft;
  const examples = exampleCodes(values, currency);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("programs:form.codes")}
        </Text>
        <TextField
          name="template"
          label={t("programs:form.template")}
          helpText={t("programs:form.templateHelp")}
          value={values.template}
          onChange={set("template")}
          error={errorOf("template")}
          autoComplete="off"
          spellCheck={false}
          monospaced
        />
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t("programs:form.preview")}
          </Text>
          <div role="status">
            {examples.length === 0 && (
              <Text as="p" tone="subdued">
                {t("programs:form.previewNone")}
              </Text>
            )}
            {examples.map(({ name, code }) => (
              <Text key={name} as="p" breakWord>
                {name}: <CodeText code={code} />
              </Text>
            ))}
          </div>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
