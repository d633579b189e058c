import { useFetcher } from "@remix-run/react";
import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { addMonths, type Month } from "#app/kernel/month.ts";
import { monthName, type ShownAnalysis } from "#app/ui/admin/analysis/shown-analysis.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Months that can be chosen. */
const MONTHS = 36;

/** Which months are compared, and the button that has it computed. */
export function StretchCard({ kept, thisMonth }: { kept: ShownAnalysis | null; thisMonth: string }) {
  const t = useWords();
  const fetcher = useFetcher<{ refusal: object | null }>();
  const [from, setFrom] = useState<string>(kept?.fromMonth ?? addMonths(thisMonth as Month, -2));
  const [to, setTo] = useState<string>(kept?.toMonth ?? thisMonth);
  const months = Array.from({ length: MONTHS }, (_, back) => addMonths(thisMonth as Month, -back));
  const options = [...new Set([...months, from, to])]
    .sort()
    .reverse()
    .map((value) => ({ value, label: monthName(value) }));
  const isWrong = from > to;
  return (
    <Card>
      <fetcher.Form method="post">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("analysis:months.title")}
          </Text>
          <FormLayout>
            <FormLayout.Group condensed>
              <Select
                name="from"
                label={t("analysis:months.from")}
                options={options}
                value={from}
                onChange={setFrom}
                error={isWrong ? t("analysis:months.wrong") : undefined}
              />
              <Select
                name="to"
                label={t("analysis:months.to")}
                options={options}
                value={to}
                onChange={setTo}
              />
            </FormLayout.Group>
          </FormLayout>
          <InlineStack>
            <Button submit variant="primary" disabled={isWrong} loading={fetcher.state !== "idle"}>
              {t("analysis:months.compute")}
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}
