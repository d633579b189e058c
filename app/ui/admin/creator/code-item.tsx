import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { DuplicateIcon } from "@shopify/polaris-icons";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import type { ShownCode } from "#app/ui/admin/creator/creator-shown.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** A creator's code: what it takes off, from when it credits, and how it stands with Shopify. */
export function CodeItem({ code }: { code: ShownCode }) {
  const t = useWords();
  const { formats } = useShop();
  const takes = takesOff(code.value, t, formats);
  const credits =
    code.state === "refused"
      ? t("creators:codes.creditsNothing")
      : t("creators:codes.from", { day: formats.day(code.heldFrom) });
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold" breakWord>
          <CodeText code={code.code} />
        </Text>
        {code.state !== "refused" && <CopyCode code={code.code} />}
        <CodeState state={code.state} />
      </InlineStack>
      <Text as="p" tone="subdued">
        {takes} · {credits}
      </Text>
      {code.state === "refused" && (
        <Text as="p" tone="critical" breakWord>
          {problemOf(code.problem ?? "", t)}
        </Text>
      )}
    </BlockStack>
  );
}

function takesOff(
  value: ShownCode["value"],
  t: ReturnType<typeof useWords>,
  formats: ReturnType<typeof useShop>["formats"],
): string {
  if (value.kind === "free-shipping") return t("creators:codes.freeShipping");
  return value.kind === "percent"
    ? t("creators:codes.percentOff", { percent: formats.percent(value.basisPoints) })
    : t("creators:codes.amountOff", { amount: formats.money(value) });
}

function CodeState({ state }: { state: string }) {
  const t = useWords();
  if (state === "refused") return <Badge tone="critical">{t("creators:codes.refused")}</Badge>;
  if (state === "creating") return <Badge tone="info">{t("creators:codes.creating")}</Badge>;
  return <Badge tone="success">{t("creators:codes.active")}</Badge>;
}

function problemOf(problem: string, t: ReturnType<typeof useWords>): string {
  if (problem === "taken" || problem === "taken:") return t("creators:codes.takenUnnamed");
  if (problem.startsWith("taken:"))
    return t("creators:codes.taken", { title: problem.slice("taken:".length) });
  return t("creators:codes.problem", { problem: /[.!?]$/.test(problem) ? problem : `${problem}.` });
}

function CopyCode({ code }: { code: string }) {
  const t = useWords();
  const shopify = useAppBridge();
  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      shopify.toast.show(t("creators:codes.copied", { code }));
    } catch {
      shopify.toast.show(t("creators:codes.copyFailed", { code }), { isError: true });
    }
  }
  return (
    <Button
      icon={DuplicateIcon}
      variant="tertiary"
      size="micro"
      onClick={copy}
      accessibilityLabel={t("creators:codes.copy", { code })}
    />
  );
}
