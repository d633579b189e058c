import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Where people apply, to be copied and shown around, and whether they can now. */
export function AddressCard({ address, isOpen }: { address: string; isOpen: boolean }) {
  const t = useWords();
  const shopify = useAppBridge();
  async function copy() {
    try {
      await navigator.clipboard.writeText(address);
      shopify.toast.show(t("recruiting:page.copied"));
    } catch {
      shopify.toast.show(t("recruiting:page.copyFailed"), { isError: true });
    }
  }
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {t("recruiting:page.title")}
          </Text>
          <Badge tone={isOpen ? "success" : undefined}>
            {isOpen ? t("recruiting:state.open") : t("recruiting:state.closed")}
          </Badge>
        </InlineStack>
        <Text as="p">{isOpen ? t("recruiting:page.open") : t("recruiting:page.closed")}</Text>
        <InlineStack gap="300" blockAlign="center" align="space-between">
          <Text as="p" breakWord>
            <Link url={address} target="_blank">
              <CodeText code={address} />
            </Link>
          </Text>
          <Button onClick={copy}>{t("recruiting:page.copy")}</Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {t("recruiting:page.addressHelp")}
        </Text>
      </BlockStack>
    </Card>
  );
}
