import { Banner, BlockStack, Card, Page, ProgressBar, Text } from "@shopify/polaris";
import { monthName } from "#app/ui/admin/months-field.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { PreviewActions } from "#app/ui/admin/rules/preview-actions.tsx";
import { ExamplesCard, MovesCard, TotalsCards } from "#app/ui/admin/rules/preview-result.tsx";
import { RuleList } from "#app/ui/admin/rules/rule-list.tsx";
import type { NamedProgram } from "#app/ui/admin/rules/rules-form.tsx";
import type { ShownPreview } from "#app/ui/admin/rules/shown-preview.ts";

/** What a policy that is not saved would change: how far that is computed, the orders and the money, and the ways on. */
export function PreviewView({
  kept,
  names,
  programs,
  since,
}: {
  kept: ShownPreview;
  names: Readonly<Record<string, string>>;
  programs: readonly NamedProgram[];
  /** The first instant of its months. */
  since: string;
}) {
  const t = useWords();
  const { fromMonth, toMonth, result, policy } = kept;
  const [from, to] = [monthName(fromMonth), monthName(toMonth)];
  return (
    <Page
      title={t("rules:preview.page")}
      subtitle={from === to ? t("rules:preview.month", { from }) : t("rules:preview.months", { from, to })}
      backAction={{ content: t("rules:preview.back"), url: "/app/rules" }}
      narrowWidth
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              {t("rules:preview.rules")}
            </Text>
            <RuleList policy={policy} programs={programs} />
          </BlockStack>
        </Card>
        {result ? <Result {...{ kept, result, names }} /> : <Progress kept={kept} />}
        <PreviewActions id={kept.id} since={since} isReady={result !== null} />
      </BlockStack>
    </Page>
  );
}

function Result({
  result,
  names,
}: {
  result: NonNullable<ShownPreview["result"]>;
  names: Readonly<Record<string, string>>;
}) {
  const t = useWords();
  if (result.orders === 0) return <Banner tone="info" title={t("rules:preview.noneTitle")} />;
  if (result.changed === 0)
    return (
      <Banner tone="success" title={t("rules:preview.nothing")}>
        <p>{t("rules:preview.nothingText", { count: result.orders })}</p>
      </Banner>
    );
  return (
    <>
      <TotalsCards result={result} />
      <MovesCard result={result} names={names} />
      <ExamplesCard result={result} names={names} />
    </>
  );
}

function Progress({ kept: { done, total } }: { kept: ShownPreview }) {
  const t = useWords();
  const { formats } = useShop();
  const percent = total === 0 ? 0 : Math.min(100, Math.floor((100 * done) / total));
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd" id="preview-progress">
          {t("rules:preview.progress")}
        </Text>
        <ProgressBar progress={percent} ariaLabelledBy="preview-progress" tone="primary" />
        <div role="status">
          <Text as="p" numeric>
            {t("rules:preview.so", { done: formats.count(done), count: total })}
          </Text>
        </div>
        <Text as="p" tone="subdued">
          {t("rules:preview.meanwhile")}
        </Text>
      </BlockStack>
    </Card>
  );
}
