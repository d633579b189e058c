import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useDraft } from "#app/ui/admin/form/draft.ts";
import { DraftForm, NotSent, type SentenceOf } from "#app/ui/admin/form/draft-form.tsx";
import { CreatorField } from "#app/ui/admin/orders/creator-field.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** What was said by hand about an order, as a loader sends it: instants as ISO 8601. */
export type ShownHand = {
  readonly id: string;
  readonly creator: { readonly id: string; readonly name: string } | null;
  readonly reason: string;
  readonly givenAt: string;
  readonly endedAt: string | null;
};

const NOTHING = { creator: "", reason: "" };

/** Credits an order by hand, with a reason, takes that back, and tells all that was ever said so. */
export function HandCard({ hands }: { hands: readonly ShownHand[] }) {
  const t = useWords();
  const shopify = useAppBridge();
  const [isOpen, setIsOpen] = useState(false);
  const stands = hands.find(({ endedAt }) => endedAt === null);
  const earlier = hands.filter(({ endedAt }) => endedAt !== null);
  const undo = useWish(() => shopify.toast.show(t("order:hand.undone")));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("order:hand.title")}
        </Text>
        {stands ? <Word hand={stands} /> : <Text as="p">{t("order:hand.text")}</Text>}
        {isOpen ? (
          <HandForm
            onClose={() => setIsOpen(false)}
            onDone={() => {
              setIsOpen(false);
              shopify.toast.show(t("order:hand.done"));
            }}
          />
        ) : (
          <InlineStack align="end" gap="200">
            {stands && (
              <Button onClick={() => undo.send({ intent: "take-back" })} loading={undo.isSending}>
                {t("order:hand.undo")}
              </Button>
            )}
            <Button onClick={() => setIsOpen(true)}>{t("order:hand.change")}</Button>
          </InlineStack>
        )}
        {undo.isUnreachable && <NotSent />}
        {earlier.length > 0 && (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              {t("order:hand.earlier")}
            </Text>
            {earlier.map((hand) => (
              <Word key={hand.id} hand={hand} />
            ))}
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Word({ hand: { creator, reason, givenAt, endedAt } }: { hand: ShownHand }) {
  const t = useWords();
  const { formats } = useShop();
  const when = (instant: string) =>
    t("shell:when", { day: formats.day(instant), time: formats.time(instant) });
  return (
    <BlockStack gap="050">
      <Text as="p" fontWeight="semibold" breakWord>
        {creator ? (
          <Link url={`/app/creators/${creator.id}`} monochrome removeUnderline>
            {creator.name}
          </Link>
        ) : (
          t("order:hand.nobody")
        )}
      </Text>
      <Text as="p" breakWord>
        {reason === "" ? t("order:hand.forgotten") : reason}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {endedAt === null
          ? t("order:hand.since", { from: when(givenAt) })
          : t("order:hand.stood", { from: when(givenAt), to: when(endedAt) })}
      </Text>
    </BlockStack>
  );
}

function HandForm({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useWords();
  const draft = useDraft<keyof typeof NOTHING>(NOTHING);
  return (
    <DraftForm draft={draft} intent="credit" sentenceOf={useHandSentence()} hasBar={false} onDone={onDone}>
      {(errorOf, isSaving) => (
        <BlockStack gap="300">
          <input type="hidden" name="creator" value={draft.values.creator} />
          <CreatorField onPick={draft.set("creator")} error={errorOf("creator")} />
          <TextField
            name="reason"
            label={t("order:hand.reason")}
            helpText={t("order:hand.reasonHelp")}
            value={draft.values.reason}
            onChange={draft.set("reason")}
            error={errorOf("reason")}
            multiline={2}
            maxHeight={200}
            autoComplete="off"
          />
          <InlineStack align="end" gap="200">
            <Button onClick={onClose} disabled={isSaving}>
              {t("order:hand.cancel")}
            </Button>
            <Button variant="primary" submit loading={isSaving}>
              {t("order:hand.save")}
            </Button>
          </InlineStack>
        </BlockStack>
      )}
    </DraftForm>
  );
}

const REFUSALS = {
  "creator missing": "order:hand.refusal.missing",
  "creator unknown": "order:hand.refusal.unknown",
  "reason empty": "order:hand.refusal.empty",
  "reason too-long": "order:hand.refusal.long",
} as const;

/** Says what is wrong with the form, and the next move. */
function useHandSentence(): SentenceOf {
  const t = useWords();
  return (field, refusal, typed) => {
    const key = REFUSALS[`${field} ${refusal.because[field]}` as keyof typeof REFUSALS];
    return key && t(key, { count: [...(typed.reason ?? "").trim()].length });
  };
}
