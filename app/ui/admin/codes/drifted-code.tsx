import { useAppBridge } from "@shopify/app-bridge-react";
import { Button, ButtonGroup, Text } from "@shopify/polaris";
import { useState } from "react";
import { useCodeWords } from "#app/ui/admin/codes/code-words.ts";
import {
  CODE_ACTIONS,
  problemSentence,
  type ShownCode,
  takerOf,
  toldIn,
} from "#app/ui/admin/codes/shown-code.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

type Drift = "deleted" | "renamed" | "changed" | "ended";

/** A code that stands in Shopify otherwise than it was made: how, and the two ways out. */
export function DriftedCode({ code: shown }: { code: ShownCode }) {
  const t = useWords();
  const shopify = useAppBridge();
  const [heldBy, setHeldBy] = useState<string | null>(null);
  const { id, code } = shown;
  const drift = shown.drift as Drift;
  const name = toldIn(shown).code ?? "";
  const mend = useWish<FormAnswer>(() => shopify.toast.show(t("codes:mend.asked", { code })), CODE_ACTIONS);
  const keep = useWish<FormAnswer>(({ refusal }) => {
    setHeldBy(refusal?.heldBy ?? null);
    if (refusal === null) shopify.toast.show(t(`codes:keep.done.${drift}`, { code, name }));
  }, CODE_ACTIONS);
  // What we have no words for can be kept, not set.
  const canMend = drift !== "changed" || shown.conditions.asInShopify === undefined;
  return (
    <>
      <DriftText code={shown} />
      <ButtonGroup>
        {canMend && (
          <Button
            size="slim"
            onClick={() => mend.send({ intent: "repair", code: id })}
            loading={mend.isSending}
            accessibilityLabel={`${t(`codes:mend.${drift}`)}: ${code}`}
          >
            {t(`codes:mend.${drift}`)}
          </Button>
        )}
        <Button
          size="slim"
          variant="tertiary"
          onClick={() => keep.send({ intent: "keep", code: id })}
          loading={keep.isSending}
          accessibilityLabel={`${t(`codes:keep.${drift}`, { code: name })}: ${code}`}
        >
          {t(`codes:keep.${drift}`, { code: name })}
        </Button>
      </ButtonGroup>
      {heldBy !== null && (
        <div role="alert">
          <Text as="p" tone="critical" breakWord>
            {t("codes:keep.held", { name, heldBy })}
          </Text>
        </div>
      )}
      {(mend.isUnreachable || keep.isUnreachable) && <NotSent />}
    </>
  );
}

function DriftText({ code: shown }: { code: ShownCode }) {
  const t = useWords();
  const { formats } = useShop();
  const words = useCodeWords();
  const { code, drift, batchId, problem } = shown;
  const { terms, endedAt, isDiscountGone, code: name = "" } = toldIn(shown);
  const isOfBatch = batchId !== null && shown.origin === "made";
  const sentence = () => {
    if (drift === "renamed") return t("codes:drift.renamed", { code: name });
    if (drift === "changed") return t("codes:drift.changed", { terms: terms ? words.terms(terms) : "" });
    if (drift === "ended")
      return endedAt ? t("codes:drift.ended", { day: formats.day(endedAt) }) : t("codes:drift.postponed");
    if (!isDiscountGone) return t("codes:drift.removed");
    return isOfBatch ? t("codes:drift.deletedBatch") : t("codes:drift.deleted");
  };
  const isShared = isOfBatch && (drift === "changed" || drift === "ended" || isDiscountGone === true);
  return (
    <>
      <Text as="p" breakWord>
        {sentence()} {isShared && t("codes:drift.shared")}
      </Text>
      {problem !== null && (
        <Text as="p" tone="critical" breakWord>
          {takerOf(shown) === null
            ? t("codes:drift.problem", { problem: problemSentence(problem) })
            : t("codes:drift.taken", { code })}
        </Text>
      )}
    </>
  );
}
