import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, List, Text } from "@shopify/polaris";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** Whether a code is in use; the button that pauses or resumes it, saying before what that does; and when it was paused. */
export function CodePauseCard({ code, isOver }: { code: ShownCodePage; isOver: boolean }) {
  const t = useWords();
  const shopify = useAppBridge();
  const { formats } = useShop();
  const { pausedSince, pauses, origin } = code;
  const isPaused = pausedSince !== null;
  const wish = useWish<FormAnswer>((_, { intent }) =>
    shopify.toast.show(t(intent === "pause" ? "codes:pause.paused" : "codes:pause.resumed")),
  );
  const at = (instant: string) => `${formats.day(instant)}, ${formats.time(instant)}`;
  const over = pauses.flatMap(({ from, to }) => (to === null ? [] : [{ from, to }]));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("codes:pause.title")}
        </Text>
        <Text as="p">
          {isPaused
            ? t("codes:pause.since", { when: at(pausedSince) })
            : t(isOver ? "codes:pause.over" : "codes:pause.runs")}
        </Text>
        {!isOver && (
          <Text as="p" tone="subdued">
            {t(origin === "adopted" ? "codes:pause.textAdopted" : "codes:pause.text")}
          </Text>
        )}
        {over.length > 0 && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t("codes:pause.before")}
            </Text>
            <List>
              {over.map(({ from, to }) => (
                <List.Item key={from}>{t("codes:pause.span", { from: at(from), to: at(to) })}</List.Item>
              ))}
            </List>
          </BlockStack>
        )}
        {(!isOver || isPaused) && (
          <InlineStack align="end">
            <Button
              onClick={() => wish.send({ intent: isPaused ? "resume" : "pause" })}
              loading={wish.isSending}
              variant={isPaused ? "primary" : "secondary"}
            >
              {t(isPaused ? "codes:pause.resume" : "codes:pause.pause")}
            </Button>
          </InlineStack>
        )}
        {wish.isUnreachable && <NotSent />}
      </BlockStack>
    </Card>
  );
}
