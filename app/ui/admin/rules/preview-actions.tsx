import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

import { SaidOnceAway } from "#app/ui/admin/programs/said-once-away.tsx";

/** The ways on from a preview: save it from now on or for its orders too, change it further, or discard it. */
export function PreviewActions({ id, since, isReady }: { id: string; since: string; isReady: boolean }) {
  const t = useWords();
  const { formats } = useShop();
  const shopify = useAppBridge();
  const [isGone, setIsGone] = useState(false);
  const [asked, setAsked] = useState<"save" | "save-since" | "cancel">("save");
  const wish = useWish<FormAnswer>(({ refusal }) => setIsGone(refusal !== null));
  const send = (intent: typeof asked) => () => {
    setAsked(intent);
    wish.send({ intent, id });
  };
  const said = {
    save: t("rules:saved"),
    "save-since": t("rules:preview.savedSince", { day: formats.day(since) }),
    cancel: t("rules:preview.cancelled"),
  };
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }} paddingBlockEnd="800">
      <BlockStack gap="200">
        <InlineStack align="end" gap="200">
          <Button onClick={send("cancel")} disabled={wish.isSending}>
            {t("rules:preview.cancel")}
          </Button>
          <Button url="/app/rules?change" disabled={wish.isSending}>
            {t("rules:preview.change")}
          </Button>
          <Button onClick={send("save-since")} disabled={wish.isSending || !isReady}>
            {t("rules:preview.saveSince", { day: formats.day(since) })}
          </Button>
          <Button variant="primary" onClick={send("save")} disabled={wish.isSending}>
            {t("rules:preview.saveNow")}
          </Button>
        </InlineStack>
        <InlineStack align="end">
          <Text as="p" tone="subdued" variant="bodySm">
            {t("rules:preview.backdated")}
          </Text>
        </InlineStack>
        {wish.isUnreachable && <NotSent />}
        {isGone && <Banner tone="warning" title={t("rules:preview.gone")} />}
        <SaidOnceAway
          isSaving={wish.isSending}
          to="/app/rules"
          onSay={() => shopify.toast.show(said[asked])}
        />
      </BlockStack>
    </Box>
  );
}
