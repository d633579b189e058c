import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Who a creator is, leading to their page: their name, and below it what else they go by. */
export function CreatorName({ creator }: { creator: CreatorLine }) {
  const t = useWords();
  const { handle, email, program } = creator;
  const below = [handle ?? email, program].filter(Boolean).join(" · ");
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold" breakWord>
          <Link url={`/app/creators/${creator.id}`} monochrome removeUnderline dataPrimaryLink>
            {creator.name}
          </Link>
        </Text>
        {creator.isPaused && <Badge tone="warning">{t("creators:list.paused")}</Badge>}
      </InlineStack>
      {below !== "" && (
        <Text as="span" tone="subdued" variant="bodySm" breakWord>
          {below}
        </Text>
      )}
    </BlockStack>
  );
}
