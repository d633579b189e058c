import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { DISCARD, DiscardQuestion } from "#app/ui/admin/imports/discard-question.tsx";
import { MappingForm } from "#app/ui/admin/imports/mapping-form.tsx";
import { ProgressCard } from "#app/ui/admin/imports/progress-card.tsx";
import { ReportCard } from "#app/ui/admin/imports/report-card.tsx";
import { ReportHead } from "#app/ui/admin/imports/report-head.tsx";
import type { ShownImport, ShownReport } from "#app/ui/admin/imports/shown-import.ts";
import { StateBadge } from "#app/ui/admin/imports/state-badge.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** What a wish about an import is answered with. */
export type ImportAnswer = FormAnswer & { readonly isLate?: boolean };

/** An import's page: its columns to be chosen, how far it is, or what became of each row. */
export function ImportView({
  run,
  report,
  ...mapping
}: {
  run: ShownImport;
  report: ShownReport | null;
  samples: readonly string[];
  programs: readonly { readonly id: string; readonly name: string }[];
  today: string;
}) {
  const t = useWords();
  const { formats } = useShop();
  const shopify = useAppBridge();
  const wish = useWish<ImportAnswer>(({ isLate }) => {
    if (isLate) shopify.toast.show(t("imports:page.tooLate"));
  });
  const { state, kind } = run;
  const canDiscard = state !== "importing";
  const ready = state === "checked" && report ? report.counts.creators : 0;
  return (
    <Page
      title={run.fileName}
      titleMetadata={<StateBadge state={state} />}
      subtitle={`${t("imports:page.rows", { count: run.rows })} · ${t("imports:page.begun", { day: formats.day(run.createdAt), time: formats.time(run.createdAt) })}`}
      backAction={{ content: t("imports:page.back"), url: "/app/import" }}
      primaryAction={
        ready > 0
          ? {
              content:
                kind === "creators"
                  ? t("imports:report.import", { count: ready })
                  : t("imports:report.importContent"),
              loading: wish.isSending,
              onAction: () => wish.send({ intent: "import" }),
            }
          : undefined
      }
      secondaryActions={[
        ...(state === "checked"
          ? [{ content: t("imports:report.columns"), onAction: () => wish.send({ intent: "reopen" }) }]
          : []),
        ...(canDiscard
          ? [
              {
                content: state === "done" ? t("imports:page.remove") : t("imports:page.discard"),
                destructive: true,
                onAction: () => void shopify.modal.show(DISCARD),
              },
            ]
          : []),
      ]}
    >
      <BlockStack gap="400">
        {wish.isUnreachable && <NotSent />}
        {state === "mapping" && <MappingForm run={run} {...mapping} />}
        {(state === "checking" || state === "importing") && (
          <ProgressCard
            run={run}
            onStop={() => wish.send({ intent: "reopen" })}
            isStopping={wish.isSending}
          />
        )}
        {report && <ReportHead run={run} report={report} />}
        {report && <ReportCard run={run} report={report} />}
      </BlockStack>
      <DiscardQuestion wish={wish} isDone={state === "done"} />
    </Page>
  );
}
