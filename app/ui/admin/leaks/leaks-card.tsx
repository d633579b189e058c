import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { ENOUGH } from "#app/attribution/leak-sign.ts";
import { CODE_ACTIONS } from "#app/ui/admin/codes/shown-code.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { LeakItem } from "#app/ui/admin/leaks/leak-item.tsx";
import type { ShownLeak, ShownWatch } from "#app/ui/admin/leaks/shown-leak.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** The codes that seem to have leaked, or that none does; when they were last looked at, and a look at once. */
export function LeaksCard({
  leaks,
  watch,
  isWatching,
  now,
}: {
  leaks: readonly ShownLeak[];
  watch: ShownWatch | null;
  isWatching: boolean;
  now: Date;
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const ask = useWish<FormAnswer>(() => shopify.toast.show(t("leaks:watch.asked")), CODE_ACTIONS);
  const open = leaks.filter(({ state }) => state === "open").length;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("leaks:title")}
          </Text>
          <Button onClick={() => ask.send({ intent: "watch" })} loading={ask.isSending} disabled={isWatching}>
            {t("leaks:watch.now")}
          </Button>
        </InlineStack>
        <BlockStack gap="100">
          {watch !== null && (
            <Text as="p">{open === 0 ? t("leaks:none") : t("leaks:some", { count: open })}</Text>
          )}
          <WatchLine watch={watch} isWatching={isWatching} now={now} />
        </BlockStack>
        {ask.isUnreachable && <NotSent />}
        {leaks.map((leak) => (
          <Fragment key={leak.id}>
            <Divider />
            <LeakItem leak={leak} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function WatchLine({ watch, isWatching, now }: { watch: ShownWatch | null; isWatching: boolean; now: Date }) {
  const t = useWords();
  const { formats } = useShop();
  const said = () => {
    if (isWatching) return t("leaks:watch.running");
    if (watch === null) return t("leaks:watch.never");
    const looked = t("leaks:watch.last", { ago: formats.ago(watch.watchedAt, now), count: watch.codes });
    return watch.few === 0
      ? looked
      : `${looked} ${t("leaks:watch.few", { count: watch.few, needed: ENOUGH })}`;
  };
  return (
    <Text as="p" tone="subdued">
      {said()}
    </Text>
  );
}
