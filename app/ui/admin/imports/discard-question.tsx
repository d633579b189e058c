import { Modal, TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { Box, Text } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import type { Wish } from "#app/ui/admin/page/wish.ts";
import { SaidOnceAway } from "#app/ui/admin/programs/said-once-away.tsx";

/** The question's name, to be shown by. */
export const DISCARD = "discard-import";

/** Asks before an import is dropped, and says so once the page has led away. */
export function DiscardQuestion({ wish, isDone }: { wish: Wish; isDone: boolean }) {
  const t = useWords();
  const shopify = useAppBridge();
  const confirm = () => {
    void shopify.modal.hide(DISCARD);
    wish.send({ intent: "discard" });
  };
  return (
    <>
      <SaidOnceAway
        isSaving={wish.isSending}
        to="/app/import"
        onSay={() => shopify.toast.show(t("imports:page.discarded"))}
      />
      <Modal id={DISCARD} variant="small">
        <Box padding="400">
          <Text as="p">{isDone ? t("imports:page.removeText") : t("imports:page.discardText")}</Text>
        </Box>
        <TitleBar title={isDone ? t("imports:page.removeTitle") : t("imports:page.discardTitle")}>
          <button type="button" variant="primary" tone="critical" onClick={confirm}>
            {isDone ? t("imports:page.remove") : t("imports:page.discard")}
          </button>
          <button type="button" onClick={() => void shopify.modal.hide(DISCARD)}>
            {t("shell:form.cancel")}
          </button>
        </TitleBar>
      </Modal>
    </>
  );
}
