import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const SHOWN = 3;

/** A creator's codes in the table: a live one stands alone, any other with its state. */
export function CodeMarks({ codes }: { codes: CreatorLine["codes"] }) {
  const t = useWords();
  if (codes.length === 0) {
    return (
      <Text as="span" tone="subdued">
        {t("creators:list.noCodes")}
      </Text>
    );
  }
  return (
    <BlockStack gap="100">
      {codes.slice(0, SHOWN).map(({ code, state }) => (
        <InlineStack key={`${code} ${state}`} gap="200" blockAlign="center">
          <CodeText code={code} />
          <CodeState state={state} isQuiet />
        </InlineStack>
      ))}
      {codes.length > SHOWN && (
        <Text as="span" tone="subdued" variant="bodySm">
          {t("creators:list.moreCodes", { count: codes.length - SHOWN })}
        </Text>
      )}
    </BlockStack>
  );
}

/** How a code stands with Shopify. Quiet says nothing of a live one. */
export function CodeState({ state, isQuiet = false }: { state: string; isQuiet?: boolean }) {
  const t = useWords();
  if (state === "refused") return <Badge tone="critical">{t("creators:codeState.refused")}</Badge>;
  if (state === "creating") return <Badge tone="info">{t("creators:codeState.creating")}</Badge>;
  return isQuiet ? null : <Badge tone="success">{t("creators:codeState.active")}</Badge>;
}
