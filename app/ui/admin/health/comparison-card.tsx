import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import type { ShownHealth, ShownRun } from "#app/ui/admin/health/shown-health.ts";
import { type Line, Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** How comparing Shopify's orders with ours goes: the last time, now, the next time, each night; and a button for at once. */
export function ComparisonCard({ health, now }: { health: ShownHealth; now: Date }) {
  const t = useWords();
  const shopify = useAppBridge();
  const check = useWish<FormAnswer>(() => shopify.toast.show(t("health:comparison.asked")));
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("health:comparison.title")}
          </Text>
          <Button onClick={() => check.send({ intent: "check" })} loading={check.isSending}>
            {t("health:comparison.check")}
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("health:comparison.text")}
        </Text>
        <Lines lines={useLines(health, now)} />
        {check.isUnreachable && <NotSent />}
      </BlockStack>
    </Card>
  );
}

function useLines({ runs }: ShownHealth, now: Date): Line[] {
  const t = useWords();
  const { formats } = useShop();
  const ended = (run: ShownRun | null, none: string) =>
    run?.finishedAt ? { value: formats.ago(run.finishedAt, now), note: resultOf(run, t) } : { value: none };
  const running: Line = {
    label: t("health:comparison.now"),
    value: t("health:comparison.running"),
    note: runs.open
      ? t("health:comparison.progress", { count: runs.open.listed, found: runs.open.found })
      : t("health:comparison.listing"),
  };
  const next: Line = {
    label: t("health:comparison.next"),
    value:
      runs.isAsked || Date.parse(runs.next) <= now.getTime()
        ? t("health:comparison.soon")
        : formats.ago(runs.next, now),
    ...(runs.delayed && { note: t("health:comparison.delayed", { reason: runs.delayed }) }),
  };
  return [
    { label: t("health:comparison.last"), ...ended(runs.last, t("health:comparison.notYet")) },
    runs.isComparing ? running : next,
    { label: t("health:comparison.sweep"), ...ended(runs.lastSweep, t("health:comparison.tonight")) },
  ];
}

function resultOf(run: ShownRun, t: ReturnType<typeof useWords>): string {
  if (run.listed === 0) return t("health:result.nothing");
  const { listed: count, found } = run;
  if (run.isFirst && found > 0) return t("health:result.first", { count, found });
  return found === 0 ? t("health:result.known", { count }) : t("health:result.found", { count, found });
}
