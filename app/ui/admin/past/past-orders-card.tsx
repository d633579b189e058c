import { BlockStack, Card, ProgressBar, Text } from "@shopify/polaris";
import { type Line, Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { percentOf, type ShownBackfill, stageOf } from "#app/ui/admin/past/shown-backfill.ts";

/** How the orders of before the install stand, since when orders are known, and what it means where that is not for ever. */
export function PastOrdersCard({ backfill, now }: { backfill: ShownBackfill | null; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const lines = useLines(backfill, now);
  if (!backfill) return null;
  const { horizon } = backfill;
  const isReading = stageOf(backfill) === "reading" && backfill.total > 0;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd" id="past-orders">
            {t("past:card.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("past:card.text")}
          </Text>
        </BlockStack>
        <Lines lines={lines} />
        {isReading && (
          <ProgressBar size="small" progress={percentOf(backfill)} ariaLabelledBy="past-orders" />
        )}
        {horizon !== null && (
          <BlockStack gap="200">
            <Text as="p">{t("past:card.horizon")}</Text>
            <Text as="p">{t("past:card.newness", { day: formats.day(horizon) })}</Text>
            <Text as="p" tone="subdued">
              {t("past:card.grant")}
            </Text>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function useLines(backfill: ShownBackfill | null, now: Date): Line[] {
  const t = useWords();
  const { formats } = useShop();
  if (!backfill) return [];
  const { total, done, unreadable, horizon, firstAt, problem, finishedAt } = backfill;
  const stage = stageOf(backfill);
  const state: Line = {
    label: t("past:card.state"),
    value: t(`past:card.${stage}`, { ago: formats.ago(finishedAt ?? now, now) }),
    ...(problem !== null && { note: problem, isBad: true }),
  };
  const orders: Line = {
    label: t("past:card.orders"),
    value: stage === "done" ? formats.count(done) : t("past:card.ofTotal", { done, total }),
    ...(unreadable > 0 && { note: t("past:card.unreadable", { count: unreadable }), isBad: true }),
  };
  if (stage !== "done") return total > 0 ? [state, orders] : [state];
  if (horizon === null && firstAt === null) return [{ ...state, note: t("past:card.nothing") }];
  const since: Line = {
    label: t("past:card.since"),
    value: formats.day(horizon ?? firstAt ?? now),
    ...(horizon === null
      ? { note: t("past:card.first") }
      : firstAt === null && { note: t("past:card.nothingShown") }),
  };
  return [state, orders, since];
}
