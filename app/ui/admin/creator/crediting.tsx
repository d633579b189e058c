import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useRef } from "react";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** Says, above everything, that a creator is paused, since when and what that means, and ends it. */
export function PausedBanner({ since }: { since: string }) {
  const t = useWords();
  const { formats } = useShop();
  const { change, isChanging, isUnreachable } = useIntent("resume", t("creators:pause.resumed"));
  const when = t("shell:when", { day: formats.day(since), time: formats.time(since) });
  return (
    <Banner
      tone="warning"
      title={t("creators:pause.since", { when })}
      action={{ content: t("creators:pause.resume"), onAction: change, loading: isChanging }}
    >
      <p>{t("creators:pause.text")}</p>
      {isUnreachable && <NotSent />}
    </Banner>
  );
}

/** Pauses a creator, saying before what it does. */
export function CreditingCard() {
  const t = useWords();
  const { change, isChanging, isUnreachable } = useIntent("pause", t("creators:pause.paused"));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("creators:pause.title")}
        </Text>
        <Text as="p">{t("creators:pause.runs")}</Text>
        <Text as="p" tone="subdued">
          {t("creators:pause.text")}
        </Text>
        <InlineStack align="end">
          <Button onClick={change} loading={isChanging}>
            {t("creators:pause.pause")}
          </Button>
        </InlineStack>
        {isUnreachable && <NotSent />}
      </BlockStack>
    </Card>
  );
}

/** Posts an intent of the page that needs no fields, and says when it is done. */
function useIntent(intent: string, done: string) {
  const fetcher = useFetcher<FormAnswer>({ key: `crediting-${intent}` });
  const shopify = useAppBridge();
  const isChanging = fetcher.state !== "idle";
  const isAsked = useRef(false);
  const isDone = isAsked.current && fetcher.state === "loading" && !fetcher.data?.isUnreachable;
  useEffect(() => {
    if (!isDone) return;
    isAsked.current = false;
    shopify.toast.show(done);
  }, [isDone, done, shopify]);
  return {
    change: () => {
      isAsked.current = true;
      fetcher.submit({ intent }, { method: "post" });
    },
    isChanging,
    isUnreachable: !isChanging && fetcher.data?.isUnreachable === true,
  };
}
