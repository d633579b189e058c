import { Modal, TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { Box, Button, InlineStack, Text } from "@shopify/polaris";
import type { ShownDelivery } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** What a delivery's action answers: done, or the delivery had gone on meanwhile. */
export type WishAnswer = FormAnswer & { readonly wished: "done" | "not-possible" };

const MODAL = "discard-delivery";

/** Retry, and, after a question, discard. */
export function DeliveryActions({ delivery }: { delivery: ShownDelivery }) {
  const t = useWords();
  const shopify = useAppBridge();
  const say = (wished: WishAnswer["wished"], done: string) =>
    shopify.toast.show(wished === "done" ? done : t("deliveries:tooLate"));
  const retry = useWish<WishAnswer>(({ wished }) => say(wished, t("deliveries:retry.done")));
  const discard = useWish<WishAnswer>(({ wished }) => say(wished, t("deliveries:discard.done")));
  const confirm = () => {
    void shopify.modal.hide(MODAL);
    discard.send({ intent: "discard" });
  };
  return (
    <>
      <InlineStack align="end" gap="200">
        <Button
          onClick={() => void shopify.modal.show(MODAL)}
          loading={discard.isSending}
          tone="critical"
          accessibilityLabel={t("deliveries:discard.label")}
        >
          {t("deliveries:discard.ask")}
        </Button>
        {delivery.hasBody && (
          <Button onClick={() => retry.send({ intent: "retry" })} loading={retry.isSending} variant="primary">
            {t("deliveries:retry.one")}
          </Button>
        )}
      </InlineStack>
      {(retry.isUnreachable || discard.isUnreachable) && <NotSent />}
      <Modal id={MODAL} variant="small">
        <Box padding="400">
          <Text as="p">{t("deliveries:discard.text")}</Text>
        </Box>
        <TitleBar title={t("deliveries:discard.title")}>
          <button type="button" variant="primary" tone="critical" onClick={confirm}>
            {t("deliveries:discard.confirm")}
          </button>
          <button type="button" onClick={() => void shopify.modal.hide(MODAL)}>
            {t("shell:form.cancel")}
          </button>
        </TitleBar>
      </Modal>
    </>
  );
}
