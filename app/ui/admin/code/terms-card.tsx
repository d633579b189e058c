import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { CodeTrouble } from "#app/ui/admin/codes/code-trouble.tsx";
import { lastDay, useCodeWords } from "#app/ui/admin/codes/code-words.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What a code does, for whom, since and until when, and what took its place. */
export function TermsCard({ code, now }: { code: ShownCodePage; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const words = useCodeWords(now);
  const { creatorId, creatorName, heldFrom, heldTo, replacedBy, replaces, batch, state } = code;
  const until = heldTo && formats.day(lastDay(heldTo));
  const from = formats.day(heldFrom);
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t("codes:page.does")}
        </Text>
        <Text as="p" breakWord>
          {words.terms(code)}
        </Text>
        <Text as="p">
          {state === "refused"
            ? t("creators:codes.creditsNothing")
            : until === null
              ? t("codes:page.credits", { from })
              : t("codes:page.creditsUntil", { from, until })}{" "}
          <Link url={`/app/creators/${creatorId}`}>{creatorName}</Link>
        </Text>
        {replacedBy && (
          <Text as="p">
            {t("codes:page.replacedBy")} <Link url={`/app/codes/${replacedBy.id}`}>{replacedBy.code}</Link>
          </Text>
        )}
        {replaces && (
          <Text as="p">
            {t("codes:page.replaces")} <Link url={`/app/codes/${replaces.id}`}>{replaces.code}</Link>
          </Text>
        )}
        {batch && (
          <Text as="p">
            {t("codes:page.batch")} <Link url={`/app/codes/batches/${batch.id}`}>{batch.title}</Link>
          </Text>
        )}
        <CodeTrouble code={code} />
      </BlockStack>
    </Card>
  );
}
