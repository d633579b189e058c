import { BlockStack, Card, InlineGrid, Select, Text } from "@shopify/polaris";
import type { Column } from "#app/imports/columns.ts";
import type { Draft } from "#app/ui/admin/form/draft.ts";
import type { ErrorOf } from "#app/ui/admin/form/draft-form.tsx";
import { GROUPS, type ShownImport } from "#app/ui/admin/imports/shown-import.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Which column of the file tells what, each with what stands in its first row; and which columns are left out. */
export function ColumnsCard({
  run: { kind, columns },
  samples,
  draft,
  errorOf,
}: {
  run: Pick<ShownImport, "kind" | "columns">;
  samples: readonly string[];
  draft: Draft<string>;
  errorOf: ErrorOf;
}) {
  const t = useWords();
  const nameOf = (index: number) => columns[index] || t("imports:mapping.nth", { number: index + 1 });
  const options = [
    { value: "", label: t("imports:mapping.not") },
    ...columns.map((_, index) => ({ value: String(index), label: nameOf(index) })),
  ];
  const chosen = new Set(
    GROUPS[kind].flatMap((group) => group.columns.map((column) => draft.values[`column.${column}`])),
  );
  const ignored = columns.flatMap((_, index) => (chosen.has(String(index)) ? [] : [nameOf(index)]));
  const helpFor = (column: Column) => {
    const index = draft.values[`column.${column}`];
    if (!index) return undefined;
    const sample = samples[Number(index)] ?? "";
    return sample === "" ? t("imports:mapping.sampleNone") : t("imports:mapping.sample", { sample });
  };
  return (
    <Card>
      <BlockStack gap="500">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("imports:mapping.columns")}
          </Text>
          <Text as="p" tone="subdued">
            {t("imports:mapping.columnsText")}
          </Text>
        </BlockStack>
        {GROUPS[kind].map(({ title, columns: group }) => (
          <BlockStack key={title} gap="300">
            <Text as="h3" variant="headingSm">
              {t(`imports:mapping.${title}`)}
            </Text>
            <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
              {group.map((column) => (
                <Select
                  key={column}
                  name={`column.${column}`}
                  label={t(`imports:column.${column}`)}
                  options={options}
                  helpText={helpFor(column)}
                  value={draft.values[`column.${column}`] ?? ""}
                  onChange={draft.set(`column.${column}`)}
                  error={errorOf(`column.${column}`)}
                />
              ))}
            </InlineGrid>
          </BlockStack>
        ))}
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t("imports:mapping.ignored")}
          </Text>
          <Text as="p" tone="subdued" breakWord>
            {ignored.length > 0 ? ignored.join(", ") : t("imports:mapping.ignoredNone")}
          </Text>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}
