import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { CodePauseCard } from "#app/ui/admin/code/code-pause-card.tsx";
import { RotateCard } from "#app/ui/admin/code/rotate-card.tsx";
import { canBeCopied, type ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { SingleUseCard } from "#app/ui/admin/code/single-use-card.tsx";
import { TermsCard } from "#app/ui/admin/code/terms-card.tsx";
import { CodeBadge } from "#app/ui/admin/codes/code-badge.tsx";
import { isEnded } from "#app/ui/admin/codes/shown-code.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** A code's page: what it does and how it stands; what can be done where it got into wrong hands. */
export function CodeView({
  code,
  batchId,
  today,
  loadedAt,
}: {
  code: ShownCodePage;
  /** Made with the form that adds codes for one use each. */
  batchId: string;
  today: string;
  loadedAt: string;
}) {
  const t = useWords();
  const now = new Date(loadedAt);
  const isOver = isEnded(code, now);
  const isCopied = canBeCopied(code, isOver);
  return (
    <Page
      title={code.code}
      subtitle={code.creatorName}
      titleMetadata={<CodeBadge code={code} now={now} />}
      backAction={{ content: t("codes:title"), url: "/app/codes" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <TermsCard code={code} now={now} />
            {isCopied && code.replacedBy === null && (
              <div id="replace">
                <RotateCard code={code} today={today} />
              </div>
            )}
            {isCopied && (
              <div id="single-use">
                <SingleUseCard code={code} batchId={batchId} today={today} />
              </div>
            )}
            {!isCopied && !isOver && code.state !== "refused" && (
              <Card>
                <Text as="p">{t("codes:page.beyondWords")}</Text>
              </Card>
            )}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          {code.state !== "refused" && <CodePauseCard code={code} isOver={isOver} />}
        </Layout.Section>
      </Layout>
    </Page>
  );
}
