import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useId, useRef, useState } from "react";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** Ends a link, saying before what that does and asking once more, or lets it lead on again. */
export function EndCard({ endedAt }: { endedAt: string | null }) {
  const t = useWords();
  const { formats } = useShop();
  const shopify = useAppBridge();
  const [isAsking, setIsAsking] = useState(false);
  const isEnded = endedAt !== null;
  const { send, isSending, isUnreachable } = useWish((_, { intent }) => {
    setIsAsking(false);
    shopify.toast.show(t(intent === "end" ? "links:end.done" : "links:end.undone"));
  });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {isEnded ? t("links:end.endedTitle") : t("links:end.title")}
        </Text>
        <Text as="p">
          {isEnded ? t("links:end.endedText", { day: formats.day(endedAt) }) : t("links:end.text")}
        </Text>
        {isAsking && !isEnded ? (
          <Asked
            isSending={isSending}
            onEnd={() => send({ intent: "end" })}
            onKeep={() => setIsAsking(false)}
          />
        ) : (
          <InlineStack align="end">
            {isEnded ? (
              <Button onClick={() => send({ intent: "reinstate" })} loading={isSending}>
                {t("links:end.undo")}
              </Button>
            ) : (
              <Button tone="critical" onClick={() => setIsAsking(true)}>
                {t("links:end.do")}
              </Button>
            )}
          </InlineStack>
        )}
        {isUnreachable && <NotSent />}
      </BlockStack>
    </Card>
  );
}

/** The question stands where the button was, and takes the focus with it. */
function Asked({ isSending, onEnd, onKeep }: { isSending: boolean; onEnd: () => void; onKeep: () => void }) {
  const t = useWords();
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.querySelector("button")?.focus(), []);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's
    <div role="group" aria-labelledby={id} ref={group}>
      <InlineStack align="end" blockAlign="center" gap="200">
        <Text as="p" id={id} fontWeight="semibold">
          {t("links:end.ask")}
        </Text>
        <Button onClick={onKeep} disabled={isSending}>
          {t("links:end.keep")}
        </Button>
        <Button variant="primary" tone="critical" onClick={onEnd} loading={isSending}>
          {t("links:end.confirm")}
        </Button>
      </InlineStack>
    </div>
  );
}
