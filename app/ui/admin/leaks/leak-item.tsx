import { Badge, BlockStack, InlineStack, Link, List, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { plainDay } from "#app/ui/admin/collaborations/plain-day.ts";
import { LeakActions } from "#app/ui/admin/leaks/leak-actions.tsx";
import { useLeakWords } from "#app/ui/admin/leaks/leak-words.ts";
import { barsOf, type ShownLeak } from "#app/ui/admin/leaks/shown-leak.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { DayBars } from "#app/ui/figure/day-bars.tsx";

/** A code that seems to have leaked: why, by its numbers and by a figure of its days, and what can be done. */
export function LeakItem({ leak }: { leak: ShownLeak }) {
  const t = useWords();
  const { formats } = useShop();
  const sentences = useLeakWords()(leak);
  const { code, creatorId, creatorName, since, state, ignoredUntil } = leak;
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm" breakWord>
            <CodeText code={code} />
          </Text>
          <Link url={`/app/creators/${creatorId}`}>{creatorName}</Link>
          {state === "ignored" ? (
            <Badge>{t("leaks:ignored.badge")}</Badge>
          ) : (
            <Badge tone="critical">{t("leaks:badge")}</Badge>
          )}
          {leak.isPaused && <Badge tone="warning">{t("codes:badge.paused")}</Badge>}
          {leak.isEnding && <Badge>{t("leaks:ending")}</Badge>}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("leaks:since", { day: plainDay(since) })}
          {state === "ignored" &&
            ` · ${ignoredUntil === null ? t("leaks:ignored.worse") : t("leaks:ignored.until", { day: formats.day(ignoredUntil) })}`}
        </Text>
      </BlockStack>
      {state === "open" && (
        <>
          <List>
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
          <DaysFigure leak={leak} />
        </>
      )}
      <LeakActions leak={leak} />
    </BlockStack>
  );
}

function DaysFigure({ leak }: { leak: ShownLeak }) {
  const t = useWords();
  const { formats } = useShop();
  const bars = barsOf(leak);
  const [first, last] = [plainDay(bars[0]?.day ?? leak.since), plainDay(bars.at(-1)?.day ?? leak.since)];
  const sum = (name: "all" | "apart") => formats.count(bars.reduce((all, bar) => all + bar[name], 0));
  const most = formats.count(Math.max(...bars.map(({ all }) => all)));
  const label = t("leaks:figure.label", {
    ...{ code: leak.code, first, last, most, since: plainDay(leak.since) },
    ...{ uses: sum("all"), untouched: sum("apart") },
  });
  return (
    <DayBars
      bars={bars}
      turn={leak.since}
      label={label}
      apart={t("leaks:figure.apart")}
      usual={t("leaks:figure.usual")}
      first={first}
      last={last}
    />
  );
}
