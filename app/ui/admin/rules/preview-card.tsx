import { BlockStack, Button, Card, FormLayout, InlineStack, Text } from "@shopify/polaris";
import { useRef } from "react";
import { addMonths, type Month } from "#app/kernel/month.ts";
import { MonthsField, useMonths } from "#app/ui/admin/months-field.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The months whose orders a changed policy is tried out on, and the button that has it done. */
export function PreviewCard({
  thisMonth,
  isDirty,
  isSaving,
}: {
  thisMonth: string;
  isDirty: boolean;
  isSaving: boolean;
}) {
  const t = useWords();
  const months = useMonths({ from: addMonths(thisMonth as Month, -2), to: thisMonth });
  const intent = useRef<HTMLInputElement>(null);
  // The form is the one that saves: it is read as it is sent, and saves again by the next time.
  const ask = () => {
    if (!intent.current) return;
    intent.current.value = "preview";
    intent.current.form?.requestSubmit();
    intent.current.value = "";
  };
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("rules:preview.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(isDirty ? "rules:preview.text" : "rules:preview.unchanged")}
          </Text>
        </BlockStack>
        <FormLayout>
          <MonthsField months={months} thisMonth={thisMonth} />
        </FormLayout>
        <InlineStack>
          <input type="hidden" name="intent" ref={intent} />
          <Button onClick={ask} disabled={months.isWrong} loading={isSaving}>
            {t("rules:preview.ask")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
