import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, useMemo, useState } from "react";
import type { ShownCode } from "#app/ui/admin/codes/shown-code.ts";
import { CodeItem } from "#app/ui/admin/creator/code-item.tsx";
import type { ShownCreator } from "#app/ui/admin/creator/creator-shown.ts";
import { CodeFields } from "#app/ui/admin/form/code-fields.tsx";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { NOTHING_ASKED } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** A creator's codes, and the form that gives another. */
export function CodesCard({
  codes,
  singleUse,
  today,
}: {
  codes: readonly ShownCode[];
  singleUse: ShownCreator["singleUse"];
  today: string;
}) {
  const t = useWords();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("creators:codes.title")}
          </Text>
          {!isAdding && <Button onClick={() => setIsAdding(true)}>{t("creators:codes.add")}</Button>}
        </InlineStack>
        {codes.length === 0 && <Text as="p">{t("creators:codes.none")}</Text>}
        {codes.map((code, at) => (
          <Fragment key={code.id}>
            {at > 0 && <Divider />}
            <CodeItem code={code} />
          </Fragment>
        ))}
        {singleUse.map(({ batchId, title, count }) => (
          <Fragment key={batchId}>
            <Divider />
            <Text as="p">
              {t("creators:codes.singleUse", { count })}{" "}
              <Link url={`/app/codes/batches/${batchId}`}>{title}</Link>
            </Text>
          </Fragment>
        ))}
        {isAdding && <NewCode today={today} onClose={() => setIsAdding(false)} />}
      </BlockStack>
    </Card>
  );
}

function NewCode({ today, onClose }: { today: string; onClose: () => void }) {
  const t = useWords();
  const shopify = useAppBridge();
  const saved = useMemo(
    () => ({ code: "", kind: "percent", value: "", creditFrom: today, ...NOTHING_ASKED }),
    [today],
  );
  const draft = useDraft(saved);
  return (
    <Box
      background="bg-surface-secondary"
      padding="400"
      borderRadius="200"
      borderWidth="025"
      borderColor="border-secondary"
    >
      <DraftForm
        draft={draft}
        intent="add-code"
        onDone={({ code }) => {
          shopify.toast.show(t("creators:codes.done", { code: code.trim() }));
          onClose();
        }}
      >
        {(errorOf, isSaving) => (
          <BlockStack gap="400">
            <Text as="h3" variant="headingSm">
              {t("creators:codes.add")}
            </Text>
            <CodeFields draft={draft} errorOf={errorOf} today={today} />
            <InlineStack align="end" gap="200">
              <Button onClick={onClose} disabled={isSaving}>
                {t("shell:form.cancel")}
              </Button>
              <Button variant="primary" submit loading={isSaving}>
                {t("creators:codes.add")}
              </Button>
            </InlineStack>
          </BlockStack>
        )}
      </DraftForm>
    </Box>
  );
}
