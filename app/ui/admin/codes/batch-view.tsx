import { useNavigate, useNavigation } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import {
  Banner,
  BlockStack,
  Box,
  Button,
  ButtonGroup,
  Card,
  InlineStack,
  Page,
  ProgressBar,
  Select,
  Text,
} from "@shopify/polaris";
import type { CodeValue, Conditions } from "#app/creators/code.ts";
import { ALL_CODES, formatCodesQuery } from "#app/creators/codes-query.ts";
import { useCodeWords } from "#app/ui/admin/codes/code-words.ts";
import { CodesList, CodesTable } from "#app/ui/admin/codes/codes-table.tsx";
import type { CodeLine } from "#app/ui/admin/codes/shown-code.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useExport } from "#app/ui/admin/imports/use-export.ts";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useNow } from "#app/ui/admin/page/clock.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

type Part = "all" | "refused" | "creating";
type ShownBatch = {
  readonly id: string;
  readonly title: string;
  readonly value: CodeValue;
  readonly conditions: Conditions;
  readonly createdAt: string;
};
type Progress = { readonly active: number; readonly refused: number; readonly creating: number };

/** Codes that were added together: how far Shopify is with them, which it refused, and each of them. */
export function BatchView({
  batch,
  progress,
  codes,
  part,
  page,
  pages,
  loadedAt,
}: {
  batch: ShownBatch;
  progress: Progress;
  codes: readonly CodeLine[];
  part: Part;
  page: number;
  pages: number;
  loadedAt: string;
}) {
  const t = useWords();
  const now = useNow(loadedAt);
  const exporting = useExport(
    `/app/export/codes${formatCodesQuery({ ...ALL_CODES, batchId: batch.id })}`,
    "codes.csv",
  );
  return (
    <Page
      title={batch.title}
      backAction={{ content: t("codes:batch.back"), url: "/app/codes" }}
      secondaryActions={[
        {
          content: t("imports:export.codes"),
          onAction: () => void exporting.start(),
          loading: exporting.isRunning,
        },
      ]}
    >
      <BlockStack gap="400">
        <ProgressCard batch={batch} progress={progress} />
        <CodesOfBatch batch={batch} codes={codes} part={part} page={page} pages={pages} now={now} />
      </BlockStack>
    </Page>
  );
}

function ProgressCard({ batch, progress }: { batch: ShownBatch; progress: Progress }) {
  const t = useWords();
  const { formats } = useShop();
  const words = useCodeWords();
  const { active, refused, creating } = progress;
  const total = active + refused + creating;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <InlineStack align="space-between" gap="200">
            <Text as="h2" variant="headingMd">
              {t("codes:batch.progress")}
            </Text>
            <Text as="p" numeric>
              {t("codes:batch.of", { done: active, count: total })}
            </Text>
          </InlineStack>
          <ProgressBar
            progress={total === 0 ? 100 : Math.floor((100 * active) / total)}
            size="small"
            tone={refused > 0 || creating > 0 ? "primary" : "success"}
            ariaLabelledBy="batch-standing"
          />
          <div role="status" id="batch-standing">
            <Text as="p" tone="subdued">
              {creating > 0 ? t("codes:batch.working") : refused === 0 && t("codes:batch.finished")}
            </Text>
          </div>
        </BlockStack>
        {refused > 0 && <Failed count={refused} />}
        <Lines
          lines={[
            { label: t("codes:batch.terms"), value: words.terms(batch) },
            {
              label: t("codes:batch.createdAt"),
              value: t("shell:when", {
                day: formats.day(batch.createdAt),
                time: formats.time(batch.createdAt),
              }),
            },
          ]}
        />
      </BlockStack>
    </Card>
  );
}

function Failed({ count }: { count: number }) {
  const t = useWords();
  const shopify = useAppBridge();
  const wish = useWish<FormAnswer & { tried: number }>(({ tried }) =>
    shopify.toast.show(t("codes:batch.tried", { count: tried })),
  );
  return (
    <Banner tone="warning">
      <BlockStack gap="300">
        <Text as="p">{t("codes:batch.failed", { count })}</Text>
        <ButtonGroup>
          <Button onClick={() => wish.send({ intent: "again" })} loading={wish.isSending}>
            {t("codes:batch.again")}
          </Button>
          <Button onClick={() => wish.send({ intent: "renumber" })} disabled={wish.isSending}>
            {t("codes:batch.renumber")}
          </Button>
        </ButtonGroup>
        {wish.isUnreachable && <NotSent />}
      </BlockStack>
    </Banner>
  );
}

function CodesOfBatch({
  batch,
  codes,
  part,
  page,
  pages,
  now,
}: {
  batch: ShownBatch;
  codes: readonly CodeLine[];
  part: Part;
  page: number;
  pages: number;
  now: Date;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const address = `/app/codes/batches/${batch.id}`;
  const isLoading = navigation.state === "loading" && navigation.location.pathname === address;
  const addressOf = (show: Part, at: number) => {
    const params = new URLSearchParams({
      ...(show !== "all" && { show }),
      ...(at > 1 && { page: String(at) }),
    });
    return params.size > 0 ? `${address}?${params}` : address;
  };
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("codes:batch.codes")}
          </Text>
          <Select
            label={t("codes:batch.show")}
            labelHidden
            options={[
              { value: "all", label: t("codes:batch.showAll") },
              { value: "refused", label: t("codes:batch.showFailed") },
              { value: "creating", label: t("codes:batch.showCreating") },
            ]}
            value={part}
            onChange={(show) =>
              navigate(addressOf(show as Part, 1), { replace: true, preventScrollReset: true })
            }
          />
        </InlineStack>
      </Box>
      {codes.length === 0 ? (
        <Box padding="400" paddingBlockStart="0">
          <Text as="p" tone="subdued">
            {t("codes:batch.none")}
          </Text>
        </Box>
      ) : (
        <WideOrNarrow
          wide={<CodesTable codes={codes} now={now} isLoading={isLoading} />}
          narrow={<CodesList codes={codes} now={now} />}
        />
      )}
      {pages > 1 && (
        <Pager
          previous={page > 1 ? addressOf(part, page - 1) : null}
          next={page < pages ? addressOf(part, page + 1) : null}
          previousLabel={t("shell:pages.previous")}
          nextLabel={t("shell:pages.next")}
          label={t("shell:pages.label", { page, pages })}
        />
      )}
    </Card>
  );
}
