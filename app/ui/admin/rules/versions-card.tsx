import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import type { NamedProgram } from "#app/ui/admin/rules/rules-form.tsx";
import type { ShownVersion } from "#app/ui/admin/rules/shown-policy.ts";

const SEVERAL = {
  "most-discount": "rules:severalCodes.mostDiscount",
  first: "rules:severalCodes.first",
  last: "rules:severalCodes.last",
} as const;

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
  const { from, first, severalCodes, windowDays, model, refusedSources } = version;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {t("rules:versions.from", { day: formats.day(from), time: formats.time(from) })}
      </Text>
      <List>
        <List.Item>{t(`rules:first.${first}`)}</List.Item>
        <List.Item>{t(SEVERAL[severalCodes])}</List.Item>
        <List.Item>
          {t("rules:versions.clicks", { count: windowDays, model: t(`rules:model.${model}`) })}
        </List.Item>
        {Object.entries(version.programDays).map(([id, count]) => (
          <List.Item key={id}>
            {t("rules:versions.program", {
              count,
              program: programs.find((each) => each.id === id)?.name ?? id,
            })}
          </List.Item>
        ))}
        {version.binding !== "off" && (
          <List.Item>
            {t(`rules:bound.${version.binding}`, { count: version.bindingCount })}{" "}
            {t(`rules:keeps.${version.bindingKeeps}`)}.
          </List.Item>
        )}
        {refusedSources.length > 0 && (
          <List.Item>{t("rules:versions.sources", { sources: refusedSources.join(", ") })}</List.Item>
        )}
      </List>
    </BlockStack>
  );
}
