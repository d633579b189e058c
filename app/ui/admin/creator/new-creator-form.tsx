import { useNavigation } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useMemo } from "react";
import { type JoinableProgram, useSuggestedCode } from "#app/ui/admin/creator/suggested-code.ts";
import { CodeFields } from "#app/ui/admin/form/code-fields.tsx";
import { CreatorFields } from "#app/ui/admin/form/creator-fields.tsx";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm } from "#app/ui/admin/form/draft-form.tsx";
import { NOTHING_ASKED } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const BLANK = {
  ...{ name: "", email: "", customerId: "", handle: "", language: "en", programId: "" },
  ...{ code: "", kind: "percent", value: "" },
  ...NOTHING_ASKED,
};
const CREATOR_PAGE = /^\/app\/creators\/cr_/;

/** The form that enrolls a creator with a first code. */
export function NewCreatorForm({ today, programs }: { today: string; programs: readonly JoinableProgram[] }) {
  const t = useWords();
  const shopify = useAppBridge();
  const draft = useDraft(useMemo(() => ({ ...BLANK, creditFrom: today }), [today]));
  const suggestedBy = useSuggestedCode(draft, programs);
  const { name, code } = draft.values;
  const { state, location } = useNavigation();
  return (
    <DraftForm draft={draft}>
      {(errorOf, isSaving) => {
        const isDone = isSaving && state === "loading" && CREATOR_PAGE.test(location.pathname);
        return (
          <BlockStack gap="400">
            <Card>
              <BlockStack gap="400">
                <Text as="h2" variant="headingMd">
                  {t("creators:new.about")}
                </Text>
                <CreatorFields draft={draft} errorOf={errorOf} programs={programs} />
              </BlockStack>
            </Card>
            <Card>
              <BlockStack gap="400">
                <BlockStack gap="100">
                  <Text as="h2" variant="headingMd">
                    {t("creators:new.code")}
                  </Text>
                  <Text as="p" tone="subdued">
                    {t("creators:new.codeText")}{" "}
                    {suggestedBy && t("creators:new.suggested", { program: suggestedBy.name })}
                  </Text>
                </BlockStack>
                <CodeFields draft={draft} errorOf={errorOf} today={today} />
              </BlockStack>
            </Card>
            <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="400">
              <InlineStack align="end">
                <Button variant="primary" submit loading={isSaving}>
                  {t("creators:new.save")}
                </Button>
              </InlineStack>
            </Box>
            {isDone && (
              <Said
                onSay={() =>
                  shopify.toast.show(t("creators:new.done", { name: name.trim(), code: code.trim() }))
                }
              />
            )}
          </BlockStack>
        );
      }}
    </DraftForm>
  );
}

/** Says something once, when it comes into being. */
function Said({ onSay }: { onSay: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void onSay(), []);
  return null;
}
