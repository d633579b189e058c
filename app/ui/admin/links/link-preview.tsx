import { BlockStack, Card, Text } from "@shopify/polaris";
import { destination, parseLanding, parseSlug } from "#app/creators/link.ts";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { type LinkField, type ShownAddresses, shortened } from "#app/ui/admin/links/link-shown.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What shoppers follow and where they arrive, as the form stands. */
export function LinkPreview({
  values: { landing, slug, code },
  addresses: { base, hosts },
}: {
  values: Readonly<Record<LinkField, string>>;
  addresses: ShownAddresses;
}) {
  const t = useWords();
  const page = parseLanding(landing, hosts);
  const ending = parseSlug(slug);
  const [host = ""] = hosts;
  const isWhole = "path" in page && "slug" in ending;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("links:preview.title")}
        </Text>
        <div role="status">
          {isWhole ? (
            <BlockStack gap="100">
              <Text as="p">{t("links:preview.from")}</Text>
              <Text as="p" breakWord>
                <CodeText code={shortened(base + ending.slug)} />
              </Text>
              <Text as="p">{t("links:preview.to")}</Text>
              <Text as="p" breakWord>
                <CodeText
                  code={shortened(destination({ host, ...page, ...ending, visit: null, code: null }))}
                />
              </Text>
              {code !== "" && <Text as="p">{t("links:preview.applied", { code })}</Text>}
            </BlockStack>
          ) : (
            <Text as="p" tone="subdued">
              {t("links:preview.none")}
            </Text>
          )}
        </div>
      </BlockStack>
    </Card>
  );
}
