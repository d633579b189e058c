import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import type { ShownImport } from "#app/ui/admin/imports/shown-import.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** How far a pass over the file is. */
export function ProgressCard({
  run: { state, progress, rows },
  onStop,
  isStopping,
}: {
  run: Pick<ShownImport, "state" | "progress" | "rows">;
  onStop: () => void;
  isStopping: boolean;
}) {
  const t = useWords();
  const pass = state === "importing" ? "importing" : "checking";
  const percent = rows === 0 ? 0 : Math.floor((100 * progress) / rows);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" id="progress">
          {t(`imports:progress.${pass}`)}
        </Text>
        <ProgressBar progress={percent} ariaLabelledBy="progress" tone="primary" />
        <div role="status">
          <Text as="p" numeric>
            {t("imports:progress.so", { done: progress, count: rows })}
          </Text>
        </div>
        <Text as="p" tone="subdued">
          {pass === "importing" ? t("imports:progress.importingText") : t("imports:progress.checkingText")}
        </Text>
        {pass === "checking" && (
          <InlineStack>
            <Button onClick={onStop} loading={isStopping}>
              {t("imports:progress.stop")}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
