import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";

/** One figure: what it is, how much, and what else belongs to it. */
export type Figure = {
  readonly label: string;
  readonly value: string;
  readonly notes?: readonly string[];
};

/** A row of figures that belong together, with one sentence on what is in them. */
export function Figures({
  title,
  figures,
  note,
}: {
  title: string;
  figures: readonly Figure[];
  note?: string;
}) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" visuallyHidden>
          {title}
        </Text>
        <InlineGrid columns={{ xs: 2, md: figures.length }} gap={{ xs: "400", md: "600" }}>
          {figures.map(({ label, value, notes = [] }) => (
            <BlockStack key={label} gap="050">
              <Text as="p" tone="subdued">
                {label}
              </Text>
              <Text as="p" variant="headingLg" numeric breakWord>
                {value}
              </Text>
              {notes.map((each) => (
                <Text key={each} as="p" tone="subdued" numeric>
                  {each}
                </Text>
              ))}
            </BlockStack>
          ))}
        </InlineGrid>
        {note && (
          <Text as="p" tone="subdued" variant="bodySm">
            {note}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
