import { useFetcher } from "@remix-run/react";
import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useEffect, useMemo, useRef, useState } from "react";
import { COLLABORATION_KINDS } from "#app/creators/collaboration.ts";
import { kindWord } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { refusalSentence } from "#app/ui/admin/form/refusals.ts";
import { ColumnsCard } from "#app/ui/admin/imports/columns-card.tsx";
import { AdoptCard, OtherwiseCard } from "#app/ui/admin/imports/otherwise-card.tsx";
import { fieldsOf, type ShownImport } from "#app/ui/admin/imports/shown-import.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** The form that says what a file's columns tell, and what holds where they tell nothing; sent, every row is looked at. */
export function MappingForm({
  run,
  samples,
  programs,
  today,
}: {
  run: ShownImport;
  samples: readonly string[];
  programs: readonly { readonly id: string; readonly name: string }[];
  today: string;
}) {
  const t = useWords();
  const fetcher = useFetcher<FormAnswer>();
  const form = useRef<HTMLFormElement>(null);
  const draft = useDraft(useMemo(() => fieldsOf(run), [run]));
  const [sent, setSent] = useState(draft.values);
  const isSending = fetcher.state !== "idle";
  const refusal = isSending ? null : (fetcher.data?.refusal ?? null);
  const sentenceOf = useChoiceSentence();
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  const errorOf = (field: string) => {
    const because = refusal?.because[field];
    return because && draft.values[field] === sent[field] ? sentenceOf(field, because, sent) : undefined;
  };
  return (
    <fetcher.Form method="post" ref={form} noValidate onSubmit={() => setSent(draft.values)}>
      <input type="hidden" name="intent" value="check" />
      <BlockStack gap="400">
        <ColumnsCard run={run} samples={samples} draft={draft} errorOf={errorOf} />
        {run.kind === "creators" ? (
          <>
            <OtherwiseCard draft={draft} errorOf={errorOf} programs={programs} today={today} />
            <AdoptCard draft={draft} />
          </>
        ) : (
          <Card>
            <BlockStack gap="400">
              <Text as="h2" variant="headingMd">
                {t("imports:mapping.otherwise")}
              </Text>
              <Select
                name="kind"
                label={t("imports:mapping.otherwiseContent")}
                options={COLLABORATION_KINDS.map((each) => ({
                  value: each,
                  label: t(`collaborations:kind.${kindWord(each)}`),
                }))}
                value={draft.values.kind ?? ""}
                onChange={draft.set("kind")}
              />
            </BlockStack>
          </Card>
        )}
        {!isSending && fetcher.data?.isUnreachable && <NotSent />}
        <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="400">
          <InlineStack align="end">
            <Button variant="primary" submit loading={isSending}>
              {t("imports:mapping.check")}
            </Button>
          </InlineStack>
        </Box>
      </BlockStack>
    </fetcher.Form>
  );
}

/** What is wrong with a choice, as a sentence. */
function useChoiceSentence() {
  const t = useWords();
  const { currency } = useShop();
  return (field: string, because: string, typed: Readonly<Record<string, string>>) => {
    if (field === "programId") return t("imports:choice.programUnknown");
    if (!field.startsWith("column."))
      return refusalSentence(t, field, { because: { [field]: because } }, typed, currency);
    if (because === "twice") return t("imports:choice.columnTwice");
    if (because === "unknown") return t("imports:choice.columnUnknown");
    if (field === "column.day") return t("imports:choice.dayNeeded");
    return field === "column.creator" ? t("imports:choice.creatorNeeded") : t("imports:choice.nameNeeded");
  };
}
