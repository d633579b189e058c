import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";
import type { ShownApplication } from "#app/ui/admin/recruiting/shown-application.ts";
import styles from "#app/ui/admin/recruiting/words.module.css";

/** What asking for another invitation is answered with. */
export type InvitedAnswer = FormAnswer & { readonly invited?: "kept" | "no-email" };

/** The answer as it was given, and the way to the creator it made. */
export function DecidedCard({ application }: { application: ShownApplication }) {
  const t = useWords();
  const { formats } = useShop();
  const { name, state, decidedAt, reply, creatorId } = application;
  const at = decidedAt === null ? null : { day: formats.day(decidedAt), time: formats.time(decidedAt) };
  const isApproved = state === "approved";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("recruiting:decide.title")}
        </Text>
        {at && (
          <Text as="p">
            {isApproved
              ? t("recruiting:decided.approved", at)
              : `${t("recruiting:decided.declined", at)} ${t("recruiting:decided.declinedText")}`}
          </Text>
        )}
        {reply && (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {t("recruiting:decided.reply")}
            </Text>
            <p className={styles.words}>{reply}</p>
          </BlockStack>
        )}
        {creatorId && <Onwards creatorId={creatorId} name={name} />}
      </BlockStack>
    </Card>
  );
}

function Onwards({ creatorId, name }: { creatorId: string; name: string }) {
  const t = useWords();
  const shopify = useAppBridge();
  const { send, isSending, isUnreachable } = useWish<InvitedAnswer>(({ invited }) =>
    invited === "no-email"
      ? shopify.toast.show(t("recruiting:decided.noEmail"), { isError: true })
      : shopify.toast.show(t("recruiting:decided.againDone")),
  );
  return (
    <>
      <InlineStack align="end" gap="200">
        <Button onClick={() => send({ intent: "invite" })} loading={isSending}>
          {t("recruiting:decided.again")}
        </Button>
        <Button url={`/app/creators/${creatorId}`} variant="primary">
          {t("recruiting:one.openCreator", { name })}
        </Button>
      </InlineStack>
      {isUnreachable && <NotSent />}
    </>
  );
}
