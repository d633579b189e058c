import { Banner, BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Orders that are decided anew, as a loader sends it. */
export type ShownRun = {
  readonly because: "policy" | "channels" | "update";
  readonly total: number;
  readonly done: number;
  readonly finishedAt: string | null;
};

/** How far the orders are that are being decided anew; nothing once they are. */
export function RunBanner({ run }: { run: ShownRun | null }) {
  const t = useWords();
  if (!run || run.finishedAt !== null || run.total === 0) return null;
  const { because, total, done } = run;
  return (
    <Banner tone="info" title={t(`home:run.${because}`)}>
      <BlockStack gap="200">
        <Text as="p">{t("home:run.progress", { done, count: total })}</Text>
        <ProgressBar
          size="small"
          progress={Math.min(100, Math.floor((100 * done) / total))}
          ariaLabelledBy="decision-run"
        />
        <Text as="p" tone="subdued" id="decision-run">
          {t("home:run.meanwhile")}
        </Text>
      </BlockStack>
    </Banner>
  );
}
