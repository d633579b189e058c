import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, InlineStack, Text } from "@shopify/polaris";
import { addMonths, type Month } from "#app/kernel/month.ts";
import type { ShownAnalysis } from "#app/ui/admin/analysis/shown-analysis.ts";
import { MonthsField, useMonths } from "#app/ui/admin/months-field.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Which months are compared, and the button that has it computed. */
export function StretchCard({ kept, thisMonth }: { kept: ShownAnalysis | null; thisMonth: string }) {
  const t = useWords();
  const fetcher = useFetcher<{ refusal: object | null }>();
  const months = useMonths({
    from: kept?.fromMonth ?? addMonths(thisMonth as Month, -2),
    to: kept?.toMonth ?? thisMonth,
  });
  return (
    <Card>
      <fetcher.Form method="post">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("analysis:months.title")}
          </Text>
          <FormLayout>
            <MonthsField months={months} thisMonth={thisMonth} />
          </FormLayout>
          <InlineStack>
            <Button submit variant="primary" disabled={months.isWrong} loading={fetcher.state !== "idle"}>
              {t("analysis:months.compute")}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}
