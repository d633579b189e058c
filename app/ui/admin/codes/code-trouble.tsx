import { BlockStack } from "@shopify/polaris";
import { DriftedCode } from "#app/ui/admin/codes/drifted-code.tsx";
import { RefusedCode } from "#app/ui/admin/codes/refused-code.tsx";
import type { ShownCode } from "#app/ui/admin/codes/shown-code.ts";

/** What is the matter with a code, and what can be done about it; nothing when all is well. */
export function CodeTrouble({ code }: { code: ShownCode }) {
  if (code.state === "refused")
    return (
      <BlockStack gap="200">
        <RefusedCode code={code} />
      </BlockStack>
    );
  if (code.drift === null || code.state !== "active") return null;
  return (
    <BlockStack gap="200">
      <DriftedCode code={code} />
    </BlockStack>
  );
}
