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
          <CodeState state={state} />
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

function CodeState({ state }: { state: string }) {
  const t = useWords();
  if (state === "refused") return <Badge tone="critical">{t("creators:codeState.refused")}</Badge>;
  return state === "creating" ? <Badge tone="info">{t("creators:codeState.creating")}</Badge> : null;
}
