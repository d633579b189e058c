import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { Figures } from "#app/ui/admin/figures.tsx";
import type { ShownImport, ShownReport } from "#app/ui/admin/imports/shown-import.ts";
import { saveFile } from "#app/ui/admin/page/save-file.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What the rows came to in numbers, what that means, and where to go on. */
export function ReportHead({ run, report: { counts } }: { run: ShownImport; report: ShownReport }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <>
      <Verdict run={run} counts={counts} />
      <Figures
        title={t("imports:report.figures")}
        figures={[
          { label: t("imports:report.new"), value: formats.count(counts.new) },
          { label: t("imports:report.changed"), value: formats.count(counts.changed) },
          { label: t("imports:report.unchanged"), value: formats.count(counts.unchanged) },
          { label: t("imports:report.refused"), value: formats.count(counts.refused) },
        ]}
      />
    </>
  );
}

function Verdict({ run, counts }: { run: ShownImport; counts: ShownReport["counts"] }) {
  const t = useWords();
  const { state, kind, choices } = run;
  const isOfCreators = kind === "creators";
  const isNothing = counts.new + counts.changed === 0;
  const isAllRefused = isNothing && counts.unchanged === 0;
  const count = counts.creators;
  const sentence =
    state === "done"
      ? t(choices.batches.length > 0 ? "imports:report.doneCodes" : "imports:report.done")
      : isAllRefused
        ? t("imports:report.allRefused")
        : isNothing
          ? t("imports:report.nothing")
          : isOfCreators
            ? t("imports:report.ready", { count })
            : t("imports:report.readyContent", { count });
  const tone = state === "done" ? "success" : isAllRefused ? "warning" : "info";
  const onwards = isOfCreators
    ? { content: t("imports:report.toCreators"), url: "/app/creators" }
    : { content: t("imports:report.toContent"), url: "/app/collaborations" };
  return (
    <Banner tone={tone} action={state === "done" ? onwards : undefined}>
      <BlockStack gap="200">
        <Text as="p">{sentence}</Text>
        {counts.refused > 0 && <Refused run={run} count={counts.refused} />}
      </BlockStack>
    </Banner>
  );
}

function Refused({ run, count }: { run: ShownImport; count: number }) {
  const t = useWords();
  const shopify = useAppBridge();
  const [isSaving, setIsSaving] = useState(false);
  async function save() {
    setIsSaving(true);
    await saveFile(`/app/import/${run.id}/refused`, "refused.csv").catch(() =>
      shopify.toast.show(t("imports:report.downloadFailed"), { isError: true }),
    );
    setIsSaving(false);
  }
  return (
    <BlockStack gap="200">
      <Text as="p">{t("imports:report.refusedNote", { count })}</Text>
      <InlineStack>
        <Button onClick={save} loading={isSaving}>
          {t("imports:report.download")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
