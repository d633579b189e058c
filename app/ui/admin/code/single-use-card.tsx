import { useNavigate } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Text,
  TextField,
} from "@shopify/polaris";
import { useMemo } from "react";
import { EndField, inDays, useCodePageSentence } from "#app/ui/admin/code/end-field.tsx";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Gives the creator codes that can be used once each, for them to hand out one by one; the old one may end. */
export function SingleUseCard({
  code: { code, creatorName, origin },
  batchId,
  today,
}: {
  code: ShownCodePage;
  batchId: string;
  today: string;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const draft = useDraft(
    useMemo(() => ({ count: "100", endsOld: "", endsOn: inDays(today), batchId }), [today, batchId]),
  );
  const { values, set } = draft;
  return (
    <Card>
      <DraftForm
        draft={draft}
        intent="single-use"
        hasBar={false}
        sentenceOf={useCodePageSentence(creatorName)}
        onDone={(sent) => navigate(`/app/codes/batches/${sent.batchId}`)}
      >
        {(errorOf, isSaving) => (
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              {t("codes:single.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("codes:single.text", { code, creator: creatorName })}
            </Text>
            <input type="hidden" name="batchId" value={values.batchId} />
            <input type="hidden" name="endsOld" value={values.endsOld} />
            <FormLayout>
              <TextField
                name="count"
                label={t("codes:single.count")}
                inputMode="numeric"
                value={values.count}
                onChange={set("count")}
                error={errorOf("count") ?? errorOf("rotation")}
                autoComplete="off"
              />
              <Checkbox
                label={t("codes:single.endsOld", { code })}
                checked={values.endsOld === "on"}
                onChange={(isChosen) => set("endsOld")(isChosen ? "on" : "")}
              />
              {values.endsOld === "on" && (
                <EndField
                  label={t("codes:single.endsOn", { code })}
                  helpText={t(
                    origin === "adopted" ? "codes:rotate.endsOnAdopted" : "codes:rotate.endsOnHelp",
                  )}
                  value={values.endsOn}
                  onChange={set("endsOn")}
                  error={errorOf("endsOn")}
                  today={today}
                />
              )}
            </FormLayout>
            <InlineStack align="end">
              <Button submit loading={isSaving}>
                {t("codes:single.button")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Card>
  );
}
