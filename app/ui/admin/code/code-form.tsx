import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useCodePageSentence } from "#app/ui/admin/code/code-sentence.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, type ErrorOf } from "#app/ui/admin/form/draft-form.tsx";

/** A card that does something with a code: what it is called, what it will do, its fields, and one button. */
export function CodeForm<Name extends string>({
  draft,
  intent,
  creator,
  says,
  onDone,
  children,
}: {
  draft: Draft<Name>;
  intent: string;
  creator: string;
  says: { readonly title: string; readonly text: string; readonly button: string };
  onDone: (sent: Readonly<Record<Name, string>>) => void;
  children: (errorOf: ErrorOf) => ReactNode;
}) {
  const sentenceOf = useCodePageSentence(creator);
  return (
    <Card>
      <DraftForm draft={draft} intent={intent} hasBar={false} sentenceOf={sentenceOf} onDone={onDone}>
        {(errorOf, isSaving) => (
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {says.title}
            </Text>
            <Text as="p" tone="subdued">
              {says.text}
            </Text>
            {children(errorOf)}
            <InlineStack align="end">
              <Button submit loading={isSaving}>
                {says.button}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}
