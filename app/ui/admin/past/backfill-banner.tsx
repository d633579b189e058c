import { Banner, BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { percentOf, type ShownBackfill, stageOf } from "#app/ui/admin/past/shown-backfill.ts";

/** How far the orders are that were placed before the install, and why it stopped where it did; nothing once they are read. */
export function BackfillBanner({ backfill }: { backfill: ShownBackfill | null }) {
  const t = useWords();
  if (!backfill) return null;
  const stage = stageOf(backfill);
  if (stage === "done") return null;
  const { done, total, listedAt, problem } = backfill;
  const isStopped = stage === "stopped";
  const isCounted = listedAt !== null && total > 0;
  const title = isStopped ? "failed" : isCounted ? "reading" : total > 0 ? "listingMany" : "listing";
  return (
    <Banner tone={isStopped ? "warning" : "info"} title={t(`past:banner.${title}`, { done, total })}>
      <BlockStack gap="200">
        {isStopped && isCounted && <Text as="p">{t("past:banner.reading", { done, total })}</Text>}
        {isCounted && (
          <ProgressBar size="small" progress={percentOf(backfill)} ariaLabelledBy="past-orders-progress" />
        )}
        {/* Polaris names a bar by a text beside it. */}
        <Text as="p" tone="subdued" id="past-orders-progress">
          {isStopped ? t("past:banner.again", { reason: problem }) : t("past:banner.meanwhile")}
        </Text>
      </BlockStack>
    </Banner>
  );
}
