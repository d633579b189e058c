import { BlockStack, Card, Text } from "@shopify/polaris";
import { Lines } from "#app/ui/admin/lines.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import type { ShownMail } from "#app/ui/admin/recruiting/shown-application.ts";

/** What was written to somebody, and whether it arrived as far as anybody knows. */
export function MailsCard({ mails, canPost }: { mails: readonly ShownMail[]; canPost: boolean }) {
  const t = useWords();
  const inWords = useMailWords(canPost);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("recruiting:mails.title")}
        </Text>
        {mails.length === 0 && <Text as="p">{t("recruiting:mails.none")}</Text>}
        <Lines
          lines={mails.map((mail) => ({
            label: t(`recruiting:mails.kind.${mail.kind}`),
            value: inWords(mail),
            isBad: mail.problem !== null,
          }))}
        />
      </BlockStack>
    </Card>
  );
}

/** What became of a mail, in words. */
export function useMailWords(canPost: boolean): (mail: ShownMail) => string {
  const t = useWords();
  const { formats } = useShop();
  return ({ sentAt, problem }) => {
    if (sentAt !== null)
      return t("recruiting:mails.sent", { day: formats.day(sentAt), time: formats.time(sentAt) });
    if (problem?.startsWith("code-refused:"))
      return t("recruiting:mails.codeRefused", { code: problem.slice("code-refused:".length) });
    if (problem !== null) return t("recruiting:mails.failed", { problem });
    return canPost ? t("recruiting:mails.waiting") : t("recruiting:mails.noServer");
  };
}
