import { BlockStack, Button, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { engagementOf } from "#app/creators/collaboration.ts";
import { money } from "#app/kernel/money.ts";
import { plainDay } from "#app/ui/admin/collaborations/plain-day.ts";
import {
  kindWord,
  type ShownCollaboration,
  type ShownTotals,
} from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What a creator made lately, what all of it cost, and the way to log more: a card of their page. */
export function CollaborationsCard({
  creatorId,
  collaborations,
  totals,
}: {
  creatorId: string;
  collaborations: readonly ShownCollaboration[];
  totals: ShownTotals;
}) {
  const t = useWords();
  const { formats } = useShop();
  const isFree = totals.fee.minor === 0 && totals.gift.minor === 0;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("collaborations:title")}
          </Text>
          <Button url={`/app/creators/${creatorId}/collaborations/new`}>
            {t("collaborations:card.add")}
          </Button>
        </InlineStack>
        {collaborations.length === 0 && (
          <Text as="p" tone="subdued">
            {t("collaborations:card.none")}
          </Text>
        )}
        {collaborations.map((each, at) => (
          <Fragment key={each.id}>
            {at > 0 && <Divider />}
            <Item collaboration={each} />
          </Fragment>
        ))}
        {collaborations.length > 0 && (
          <>
            <Divider />
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="p" numeric>
                {!isFree &&
                  t("collaborations:card.costs", {
                    fee: formats.money(totals.fee),
                    gift: formats.money(totals.gift),
                  })}
              </Text>
              <Link url={`/app/collaborations?creator=${creatorId}`}>
                {t("collaborations:card.all", { count: totals.count })}
              </Link>
            </InlineStack>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Item({ collaboration }: { collaboration: ShownCollaboration }) {
  const t = useWords();
  const { formats } = useShop();
  const { id, creatorId, kind, day, reach, feeMinor, giftMinor, currency } = collaboration;
  const rate = engagementOf(collaboration);
  const cost = feeMinor + giftMinor;
  const facts = [
    reach === null ? null : t("collaborations:card.reached", { reach: formats.count(reach) }),
    rate === null ? null : t("collaborations:card.rate", { percent: formats.percent(rate) }),
    cost === 0 ? null : t("collaborations:card.cost", { amount: formats.money(money(cost, currency)) }),
  ].filter((fact) => fact !== null);
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200">
        <Text as="span" fontWeight="semibold">
          <Link
            url={`/app/creators/${creatorId}/collaborations/${id}`}
            monochrome
            removeUnderline
            accessibilityLabel={t("collaborations:card.open", {
              kind: t(`collaborations:kind.${kindWord(kind)}`),
              day: plainDay(day),
            })}
          >
            {t(`collaborations:kind.${kindWord(kind)}`)}
          </Link>
        </Text>
        <Text as="span" tone="subdued" numeric>
          {plainDay(day)}
        </Text>
      </InlineStack>
      {facts.length > 0 && (
        <Text as="p" tone="subdued" numeric>
          {facts.join(" · ")}
        </Text>
      )}
    </BlockStack>
  );
}
