import { BlockStack, Card, FormLayout, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/** A card of the rules' fields. `unseen`: what is posted though nothing shows it. */
export function RulesCard({
  title,
  unseen,
  children,
}: {
  title: string;
  unseen?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <FormLayout>{children}</FormLayout>
        {unseen}
      </BlockStack>
    </Card>
  );
}
