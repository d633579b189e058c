import { BlockStack, Card, Text } from "@shopify/polaris";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { RuleList } from "#app/ui/admin/rules/rule-list.tsx";
import type { NamedProgram } from "#app/ui/admin/rules/rules-form.tsx";
import type { ShownVersion } from "#app/ui/admin/rules/shown-policy.ts";

/** Which rules held from when on, newest first: an order is decided by those of its own instant. */
export function VersionsCard({
  versions,
  programs,
}: {
  versions: readonly ShownVersion[];
  programs: readonly NamedProgram[];
}) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("rules:versions.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("rules:versions.text")}
          </Text>
        </BlockStack>
        {versions.toReversed().map((version) => (
          <Version key={version.from} version={version} programs={programs} />
        ))}
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t(versions.length > 0 ? "rules:versions.before" : "rules:versions.always")}
          </Text>
          <Text as="p">{t("rules:versions.usual")}</Text>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function Version({ version, programs }: { version: ShownVersion; programs: readonly NamedProgram[] }) {
  const t = useWords();
  const { formats } = useShop();
  const { from } = version;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t("rules:versions.from", { day: formats.day(from), time: formats.time(from) })}
      </Text>
      <RuleList policy={version} programs={programs} />
    </BlockStack>
  );
}
