import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const SHOWN = 2;

type Mark = CreatorLine["codes"][number];

/** A creator's codes in the table, under or beside each other, those that need a look first: a live one stands alone, any other with its state. */
export function CodeMarks({ codes, isInline = false }: { codes: CreatorLine["codes"]; isInline?: boolean }) {
  const t = useWords();
  if (codes.length === 0) {
    return (
      <Text as="span" tone="subdued">
        {t("creators:list.noCodes")}
      </Text>
    );
  }
  const sorted = codes.toSorted((a, b) => Number(isTroubled(b)) - Number(isTroubled(a)));
  const marks = sorted.slice(0, SHOWN).map((each) => (
    <InlineStack key={`${each.code} ${each.state}`} gap="200" blockAlign="center">
      <CodeText code={each.code} />
      <CodeState mark={each} />
    </InlineStack>
  ));
  const more = codes.length > SHOWN && (
    <Text as="span" tone="subdued" variant="bodySm">
      {t("creators:list.moreCodes", { count: codes.length - SHOWN })}
    </Text>
  );
  if (isInline) {
    return (
      <InlineStack gap="300" blockAlign="center">
        {marks}
        {more}
      </InlineStack>
    );
  }
  return (
    <BlockStack gap="100">
      {marks}
      {more}
    </BlockStack>
  );
}

const isTroubled = ({ state, drift }: Mark) => state === "refused" || drift !== null;

function CodeState({ mark: { state, drift } }: { mark: Mark }) {
  const t = useWords();
  if (state === "refused") return <Badge tone="critical">{t("creators:codeState.refused")}</Badge>;
  if (drift !== null) return <Badge tone="attention">{t("creators:codeState.drifted")}</Badge>;
  return state === "creating" ? <Badge tone="info">{t("creators:codeState.creating")}</Badge> : null;
}
