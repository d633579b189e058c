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
import { type Draft, useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { LandingField } from "#app/ui/admin/links/landing-field.tsx";
import { LinkPreview } from "#app/ui/admin/links/link-preview.tsx";
import { useLinkSentence } from "#app/ui/admin/links/link-sentence.ts";
import type { LinkField, ShownAddresses, ShownLink } from "#app/ui/admin/links/link-shown.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What a form begins with: a link to be changed, or the ending that a new one is proposed. */
export type LinkBefore = Pick<ShownLink, "title" | "path" | "slug" | "code"> & { readonly isNew: boolean };

/** The form of a link, new or to be changed. The ending of an address that is in the world is not changed any more. */
export function LinkForm({
  before,
  codes,
  addresses,
  saveLabel,
  onDone,
  children,
}: {
  before: LinkBefore;
  codes: readonly string[];
  addresses: ShownAddresses;
  saveLabel: string;
  onDone?: () => void;
  children?: (isSaving: boolean, values: Readonly<Record<LinkField, string>>) => ReactNode;
}) {
  const { title, path, slug, code, isNew } = before;
  const saved = useMemo(
    () => ({ title, landing: isNew ? "" : path, slug, code: code ?? "" }),
    [title, path, slug, code, isNew],
  );
  const draft = useDraft<LinkField>(saved);
  const sentenceOf = useLinkSentence();
  return (
    <DraftForm draft={draft} intent={isNew ? undefined : "edit"} sentenceOf={sentenceOf} onDone={onDone}>
      {(errorOf, isSaving) => (
        <BlockStack gap="400">
          <LandingCard draft={draft} errorOf={errorOf} />
          {isNew && <AddressCard draft={draft} errorOf={errorOf} base={addresses.base} />}
          <DiscountCard draft={draft} errorOf={errorOf} codes={codes} />
          <LinkPreview values={draft.values} addresses={addresses} />
          <Box paddingInline={{ xs: "400", sm: "0" }}>
            <InlineStack align="end">
              <Button variant="primary" submit loading={isSaving} disabled={!isNew && !draft.isDirty}>
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

type Fields = { readonly draft: Draft<LinkField>; readonly errorOf: ErrorOf };

function LandingCard({ draft, errorOf }: Fields) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("links:form.landing")}
        </Text>
        <FormLayout>
          <LandingField draft={draft} error={errorOf("landing")} />
          <TextField
            name="title"
            label={t("links:form.title")}
            helpText={t("links:form.titleHelp")}
            value={draft.values.title}
            onChange={draft.set("title")}
            error={errorOf("title")}
            autoComplete="off"
          />
        </FormLayout>
      </BlockStack>
    </Card>
  );
}

function AddressCard({ draft, errorOf, base }: Fields & { base: string }) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("links:form.address")}
        </Text>
        <TextField
          name="slug"
          label={t("links:form.slug")}
          helpText={t("links:form.slugHelp")}
          prefix={new URL(base).pathname}
          value={draft.values.slug}
          onChange={draft.set("slug")}
          error={errorOf("slug")}
          autoComplete="off"
          spellCheck={false}
        />
      </BlockStack>
    </Card>
  );
}

function DiscountCard({ draft, errorOf, codes }: Fields & { codes: readonly string[] }) {
  const t = useWords();
  const { code } = draft.values;
  const shown = code === "" || codes.includes(code) ? codes : [code, ...codes];
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("links:form.discount")}
        </Text>
        <Select
          name="code"
          label={t("links:form.code")}
          helpText={t("links:form.codeHelp")}
          options={[
            { value: "", label: t("links:form.codeNone") },
            ...shown.map((each) => ({ value: each, label: each })),
          ]}
          value={code}
          onChange={draft.set("code")}
          error={errorOf("code")}
        />
      </BlockStack>
    </Card>
  );
}
