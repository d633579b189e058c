import { Modal, TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { Box, Button, InlineStack, Text } from "@shopify/polaris";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";
import { SaidOnceAway } from "#app/ui/admin/programs/said-once-away.tsx";

const MODAL = "remove-collaboration";

/** The button that removes a collaboration, after a question; the action leads away. */
export function RemoveCollaboration() {
  const t = useWords();
  const shopify = useAppBridge();
  const remove = useWish<FormAnswer>(() => {});
  const confirm = () => {
    void shopify.modal.hide(MODAL);
    remove.send({ intent: "remove" });
  };
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="400">
      <InlineStack>
        <Button tone="critical" onClick={() => void shopify.modal.show(MODAL)} loading={remove.isSending}>
          {t("collaborations:edit.remove")}
        </Button>
      </InlineStack>
      {remove.isUnreachable && <NotSent />}
      <SaidOnceAway
        isSaving={remove.isSending}
        to={/^\/app\/creators\/cr_[^/]+$/}
        onSay={() => shopify.toast.show(t("collaborations:edit.removed"))}
      />
      <Modal id={MODAL} variant="small">
        <Box padding="400">
          <Text as="p">{t("collaborations:edit.removeText")}</Text>
        </Box>
        <TitleBar title={t("collaborations:edit.removeTitle")}>
          <button type="button" variant="primary" tone="critical" onClick={confirm}>
            {t("collaborations:edit.remove")}
          </button>
          <button type="button" onClick={() => void shopify.modal.hide(MODAL)}>
            {t("shell:form.cancel")}
          </button>
        </TitleBar>
      </Modal>
    </Box>
  );
}
