import { Banner, BlockStack, Card, Page, ProgressBar, Text } from "@shopify/polaris";
import { MatrixCard } from "#app/ui/admin/analysis/matrix-card.tsx";
import { ModelsCard } from "#app/ui/admin/analysis/models-card.tsx";
import type { ShownAnalysis } from "#app/ui/admin/analysis/shown-analysis.ts";
import { StretchCard } from "#app/ui/admin/analysis/stretch-card.tsx";
import { useExport } from "#app/ui/admin/imports/use-export.ts";
import { monthName } from "#app/ui/admin/months-field.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What each way of telling credit would give each creator, over months; and who leads to the same orders. */
export function AnalysisView({
  kept,
  names,
  thisMonth,
}: {
  kept: ShownAnalysis | null;
  names: Readonly<Record<string, string>>;
  thisMonth: string;
}) {
  const t = useWords();
  const { formats } = useShop();
  const { start, isRunning } = useExport("/app/export/analysis", "attribution-models.csv");
  const result = kept?.result ?? null;
  return (
    <Page
      title={t("analysis:title")}
      subtitle={t("analysis:about")}
      secondaryActions={
        result ? [{ content: t("analysis:export"), onAction: start, loading: isRunning }] : undefined
      }
    >
      <BlockStack gap="400">
        <StretchCard kept={kept} thisMonth={thisMonth} />
        {kept && kept.finishedAt === null && <Progress kept={kept} />}
        {kept && result && (
          <>
            <Text as="p" tone="subdued">
              {t("analysis:of", {
                ...{ from: monthName(kept.fromMonth), to: monthName(kept.toMonth), count: result.orders },
                day: formats.day(kept.createdAt),
                time: formats.time(kept.createdAt),
              })}
            </Text>
            {result.creators.length === 0 ? (
              <Banner tone="info" title={t("analysis:none.title")}>
                <p>{t("analysis:none.text")}</p>
              </Banner>
            ) : (
              <>
                <ModelsCard result={result} currency={kept.currency} names={names} />
                <MatrixCard result={result} names={names} />
              </>
            )}
          </>
        )}
      </BlockStack>
    </Page>
  );
}

function Progress({ kept }: { kept: ShownAnalysis }) {
  const t = useWords();
  const percent = kept.total === 0 ? 0 : Math.floor((100 * kept.done) / kept.total);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd" id="analysis-progress">
          {t("analysis:progress.title")}
        </Text>
        <ProgressBar progress={percent} ariaLabelledBy="analysis-progress" tone="primary" />
        <div role="status">
          <Text as="p" numeric>
            {t("analysis:progress.so", { done: kept.done, count: kept.total })}
          </Text>
        </div>
      </BlockStack>
    </Card>
  );
}
