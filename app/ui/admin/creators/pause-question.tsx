import { Modal, TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { Box, Text } from "@shopify/polaris";
import { ASK_PAUSE } from "#app/ui/admin/creators/use-bulk.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Asks before all who match are paused, saying what a pause does. */
export function PauseQuestion({ count, onConfirm }: { count: number; onConfirm: () => void }) {
  const t = useWords();
  const shopify = useAppBridge();
  return (
    <Modal id={ASK_PAUSE} variant="small">
      <Box padding="400">
        <Text as="p">{t("creators:bulk.ask.text")}</Text>
      </Box>
      <TitleBar title={t("creators:bulk.ask.title", { count })}>
        <button type="button" variant="primary" onClick={onConfirm}>
          {t("creators:bulk.pause")}
        </button>
        <button type="button" onClick={() => void shopify.modal.hide(ASK_PAUSE)}>
          {t("shell:form.cancel")}
        </button>
      </TitleBar>
    </Modal>
  );
}
