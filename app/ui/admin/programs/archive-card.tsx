import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";
import type { ShownProgram } from "#app/ui/admin/programs/shown-program.ts";

/** Puts a program away, or takes it out again, saying before what that does. */
export function ArchiveCard({ program: { name, isArchived } }: { program: ShownProgram }) {
  const t = useWords();
  const shopify = useAppBridge();
  const { send, isSending, isUnreachable } = useWish((_, { intent }) =>
    shopify.toast.show(
      t(intent === "archive" ? "programs:archive.done" : "programs:archive.undone", { name }),
    ),
  );
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {isArchived ? t("programs:archived") : t("programs:archive.title")}
        </Text>
        <Text as="p">{isArchived ? t("programs:archive.archivedText") : t("programs:archive.text")}</Text>
        <InlineStack align="end">
          <Button onClick={() => send({ intent: isArchived ? "unarchive" : "archive" })} loading={isSending}>
            {isArchived ? t("programs:archive.undo") : t("programs:archive.do")}
          </Button>
        </InlineStack>
        {isUnreachable && <NotSent />}
      </BlockStack>
    </Card>
  );
}
