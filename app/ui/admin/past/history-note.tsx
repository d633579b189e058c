import { Link, Text } from "@shopify/polaris";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { type ShownBackfill, stageOf } from "#app/ui/admin/past/shown-backfill.ts";

/** Since when orders are known: every figure goes back that far, and no further. Nothing while they are still being read. */
export function HistoryNote({ backfill }: { backfill: ShownBackfill | null }) {
  const t = useWords();
  const { formats } = useShop();
  if (!backfill || stageOf(backfill) !== "done") return null;
  const { horizon, firstAt } = backfill;
  return (
    <Text as="p" tone="subdued" variant="bodySm" alignment="center">
      {horizon !== null ? (
        <>
          {t("past:known.since", { day: formats.day(horizon) })}{" "}
          <Link url="/app/health">{t("past:known.why")}</Link>
        </>
      ) : firstAt === null ? (
        t("past:known.none")
      ) : (
        t("past:known.all", { day: formats.day(firstAt) })
      )}
    </Text>
  );
}
