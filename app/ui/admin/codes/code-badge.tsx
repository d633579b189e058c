import { Badge, InlineStack } from "@shopify/polaris";
import { isEnded, type ShownCode } from "#app/ui/admin/codes/shown-code.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const DRIFTED = { deleted: "deleted", renamed: "renamed", changed: "changed", ended: "stopped" } as const;

/** How a code stands, in a word or two. */
export function CodeBadge({ code, now }: { code: ShownCode; now: Date }) {
  const t = useWords();
  return (
    <InlineStack gap="100">
      <Standing code={code} now={now} />
      {code.origin === "adopted" && code.state === "active" && <Badge>{t("codes:badge.adopted")}</Badge>}
      {code.isLeaking && <Badge tone="critical">{t("leaks:badge")}</Badge>}
    </InlineStack>
  );
}

function Standing({ code, now }: { code: ShownCode; now: Date }) {
  const t = useWords();
  const { state, drift, pausedSince } = code;
  if (state === "refused") return <Badge tone="critical">{t("codes:badge.refused")}</Badge>;
  if (state === "creating") return <Badge tone="info">{t("codes:badge.creating")}</Badge>;
  if (drift !== null && drift in DRIFTED) {
    const how = DRIFTED[drift as keyof typeof DRIFTED];
    return <Badge tone="warning">{t(`codes:badge.${how}`)}</Badge>;
  }
  if (isEnded(code, now)) return <Badge>{t("codes:badge.ended")}</Badge>;
  if (pausedSince !== null) return <Badge tone="warning">{t("codes:badge.paused")}</Badge>;
  return <Badge tone="success">{t("codes:badge.live")}</Badge>;
}
