import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** Whether a creator's orders are credited, and the button that pauses or resumes it, saying before what a pause does. */
export function CreditingCard({ pausedSince }: { pausedSince: string | null }) {
  const t = useWords();
  const { formats } = useShop();
  const isPaused = pausedSince !== null;
  const { change, isChanging, isUnreachable } = usePause(isPaused);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("creators:pause.title")}
        </Text>
        <Text as="p">
          {isPaused
            ? t("creators:pause.since", { day: formats.day(pausedSince), time: formats.time(pausedSince) })
            : t("creators:pause.runs")}
        </Text>
        <Text as="p" tone="subdued">
          {t("creators:pause.text")}
        </Text>
        <InlineStack align="end">
          <Button onClick={change} loading={isChanging} variant={isPaused ? "primary" : "secondary"}>
            {isPaused ? t("creators:pause.resume") : t("creators:pause.pause")}
          </Button>
        </InlineStack>
        {isUnreachable && <NotSent />}
      </BlockStack>
    </Card>
  );
}

/** Asks to pause, or to resume, and says so once the page shows it. */
function usePause(isPaused: boolean) {
  const t = useWords();
  const shopify = useAppBridge();
  const fetcher = useFetcher<FormAnswer>();
  const isChanging = fetcher.state !== "idle";
  const wasPaused = useRef(isPaused);
  const isUnreachable = !isChanging && fetcher.data?.isUnreachable === true;
  const isAsked = fetcher.data !== undefined && !isChanging && !isUnreachable;
  useEffect(() => {
    if (isAsked && wasPaused.current !== isPaused) {
      shopify.toast.show(isPaused ? t("creators:pause.paused") : t("creators:pause.resumed"));
    }
    if (!isChanging) wasPaused.current = isPaused;
  }, [isAsked, isChanging, isPaused, shopify, t]);
  return {
    change: () => fetcher.submit({ intent: isPaused ? "resume" : "pause" }, { method: "post" }),
    isChanging,
    isUnreachable,
  };
}
