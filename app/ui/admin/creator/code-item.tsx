import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { useState } from "react";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { CodeBadge } from "#app/ui/admin/codes/code-badge.tsx";
import { CodeTrouble } from "#app/ui/admin/codes/code-trouble.tsx";
import { lastDay, useCodeWords } from "#app/ui/admin/codes/code-words.ts";
import { isEnded, type ShownCode } from "#app/ui/admin/codes/shown-code.ts";
import { CopyButton } from "#app/ui/admin/copy-button.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** A creator's code: what it takes off and asks for, since when it credits, how it stands with Shopify, and what to do about it. */
export function CodeItem({ code: shown }: { code: ShownCode }) {
  const t = useWords();
  const { formats } = useShop();
  const [now] = useState(() => new Date());
  const words = useCodeWords(now);
  const { code, state, heldFrom, heldTo } = shown;
  const isRefused = state === "refused";
  const credits = () => {
    if (isRefused) return t("creators:codes.creditsNothing");
    const [from, to] = [formats.day(heldFrom), heldTo === null ? "" : formats.day(lastDay(heldTo))];
    return heldTo === null
      ? t("creators:codes.from", { day: from })
      : t("creators:codes.fromTo", { from, to });
  };
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold" breakWord>
          <Link url={`/app/codes/${shown.id}`} removeUnderline>
            <CodeText code={code} />
          </Link>
        </Text>
        {!isRefused && !isEnded(shown, now) && (
          <CopyButton
            isSmall
            text={code}
            name={t("creators:codes.copy", { code })}
            done={t("creators:codes.copied", { code })}
          />
        )}
        <CodeBadge code={shown} now={now} />
      </InlineStack>
      <Text as="p" tone="subdued" breakWord>
        {words.terms(shown)} · {credits()}
      </Text>
      <CodeTrouble code={shown} />
    </BlockStack>
  );
}
