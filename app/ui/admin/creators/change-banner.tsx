import { Banner, BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useState } from "react";
import { canUndo, doing, done, type ShownChange } from "#app/ui/admin/creators/shown-change.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** How far a change of many creators is, which the worker makes; then what it did, until it is put away. */
export function ChangeBanner({ change, onUndo }: { change: ShownChange; onUndo: (id: string) => void }) {
  const t = useWords();
  const [putAway, setPutAway] = useState<string | null>(null);
  if (change.finishedAt !== null) {
    if (putAway === change.id) return null;
    return (
      <Banner
        tone="success"
        title={done(t, change)}
        action={
          canUndo(change)
            ? { content: t("creators:change.undo"), onAction: () => onUndo(change.id) }
            : undefined
        }
        onDismiss={() => setPutAway(change.id)}
      />
    );
  }
  return (
    <Banner tone="info" title={doing(t, change)}>
      <BlockStack gap="200">
        <ProgressBar
          progress={(100 * change.done) / Math.max(1, change.total)}
          size="small"
          ariaLabelledBy="change-progress"
        />
        <Text as="p" id="change-progress">
          {t("creators:change.progress", { done: change.done, total: change.total })}{" "}
          {t("creators:change.goesOn")}
        </Text>
      </BlockStack>
    </Banner>
  );
}
