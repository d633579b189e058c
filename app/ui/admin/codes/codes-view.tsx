import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, EmptyState, InlineStack, Page, Text } from "@shopify/polaris";
import { type CodesQuery, formatCodesQuery, isNarrowed } from "#app/creators/codes-query.ts";
import { BatchesCard, type BatchLine } from "#app/ui/admin/codes/batches-card.tsx";
import { CodesCard } from "#app/ui/admin/codes/codes-card.tsx";
import { CODE_ACTIONS, type CodeLine, type ProgramChoice } from "#app/ui/admin/codes/shown-code.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useExport } from "#app/ui/admin/imports/use-export.ts";
import { LeaksCard } from "#app/ui/admin/leaks/leaks-card.tsx";
import type { ShownLeak, ShownWatch } from "#app/ui/admin/leaks/shown-leak.ts";
import { useNow } from "#app/ui/admin/page/clock.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";
import streams from "#app/ui/pictures/streams.svg";

type Check = {
  readonly checkedAt: string | null;
  readonly isChecking: boolean;
  readonly isWatching: boolean;
};

/** Every code of the shop, how it stands in Shopify, and what can be done about those that do not stand well. */
export function CodesView({
  codes,
  query,
  total,
  pages,
  programs,
  check,
  batches,
  creators,
  leaks,
  watch,
  loadedAt,
}: {
  codes: readonly CodeLine[];
  query: CodesQuery;
  total: number;
  pages: number;
  programs: readonly ProgramChoice[];
  check: Check;
  batches: readonly BatchLine[];
  leaks: readonly ShownLeak[];
  watch: ShownWatch | null;
  /** How many creators there are. */
  creators: number;
  loadedAt: string;
}) {
  const t = useWords();
  const now = useNow(loadedAt);
  const isEmpty = total === 0 && !isNarrowed(query);
  const exporting = useExport(`/app/export/codes${formatCodesQuery(query)}`, "codes.csv");
  const exported = { content: t("imports:export.codes"), onAction: () => void exporting.start() };
  return (
    <Page
      title={t("codes:title")}
      primaryAction={isEmpty ? undefined : { content: t("codes:list.add"), url: "/app/codes/new" }}
      secondaryActions={isEmpty ? [] : [{ ...exported, loading: exporting.isRunning }]}
    >
      <BlockStack gap="400">
        {isEmpty ? (
          <NoCodes hasCreators={creators > 0} />
        ) : (
          <>
            <LeaksCard leaks={leaks} watch={watch} isWatching={check.isWatching} now={now} />
            <CheckLine check={check} now={now} />
            <CodesCard
              codes={codes}
              query={query}
              total={total}
              pages={pages}
              programs={programs}
              now={now}
            />
            {batches.length > 0 && <BatchesCard batches={batches} />}
          </>
        )}
      </BlockStack>
    </Page>
  );
}

function CheckLine({ check: { checkedAt, isChecking }, now }: { check: Check; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const shopify = useAppBridge();
  const ask = useWish<FormAnswer>(() => shopify.toast.show(t("codes:list.asked")), CODE_ACTIONS);
  const when = () => {
    if (isChecking) return t("codes:list.checking");
    return checkedAt === null
      ? t("codes:list.unchecked")
      : t("codes:list.checked", { ago: formats.ago(checkedAt, now) });
  };
  return (
    <Card>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" tone="subdued">
          {when()}
        </Text>
        <Button onClick={() => ask.send({ intent: "check" })} loading={ask.isSending} disabled={isChecking}>
          {t("codes:list.check")}
        </Button>
      </InlineStack>
      {ask.isUnreachable && <NotSent />}
    </Card>
  );
}

function NoCodes({ hasCreators }: { hasCreators: boolean }) {
  const t = useWords();
  return (
    <Card>
      <EmptyState
        heading={t("codes:empty.title")}
        image={streams}
        action={
          hasCreators
            ? { content: t("codes:list.add"), url: "/app/codes/new" }
            : { content: t("creators:list.add"), url: "/app/creators/new" }
        }
      >
        <p>{hasCreators ? t("codes:empty.text") : t("codes:empty.noCreators")}</p>
      </EmptyState>
    </Card>
  );
}
