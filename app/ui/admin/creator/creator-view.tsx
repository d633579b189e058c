import { Badge, BlockStack, Layout, Page, Text } from "@shopify/polaris";
import { CodesCard } from "#app/ui/admin/creator/codes-card.tsx";
import type { ShownCreator } from "#app/ui/admin/creator/creator-shown.ts";
import { CreditingCard } from "#app/ui/admin/creator/crediting-card.tsx";
import { ParticularsCard } from "#app/ui/admin/creator/particulars-card.tsx";
import { Figures } from "#app/ui/admin/figures.tsx";
import { OrdersCard, type OrdersShown, PassedTheEnd } from "#app/ui/admin/orders/orders-card.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** A creator's page: what they are credited with, their codes, who they are, and each credited order with its reason. */
export function CreatorView({
  creator,
  today,
  orders,
}: {
  creator: ShownCreator;
  today: string;
  orders: OrdersShown;
}) {
  const t = useWords();
  const address = `/app/creators/${creator.id}`;
  const { pausedSince } = creator;
  return (
    <Page
      title={creator.name}
      titleMetadata={pausedSince && <Badge tone="warning">{t("creators:list.paused")}</Badge>}
      backAction={{ content: t("creators:page.back"), url: "/app/creators" }}
    >
      <BlockStack gap="400">
        <CreditedFigures creator={creator} />
        <Layout>
          <Layout.Section variant="oneHalf">
            <BlockStack gap="400">
              <CodesCard codes={creator.codes} today={today} />
              <CreditingCard pausedSince={pausedSince} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneHalf">
            <ParticularsCard creator={creator} />
          </Layout.Section>
        </Layout>
        <OrdersCard
          page={orders}
          address={address}
          title={t("orders:ofCreator")}
          isOfCreator
          empty={
            creator.orders === 0 ? (
              <Text as="p" tone="subdued">
                {t("orders:emptyOfCreator")}
              </Text>
            ) : (
              <PassedTheEnd address={address} />
            )
          }
        />
      </BlockStack>
    </Page>
  );
}

function CreditedFigures({ creator }: { creator: ShownCreator }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Figures
      title={t("creators:page.figures")}
      figures={[
        { label: t("creators:page.credited"), value: formats.count(creator.orders) },
        { label: t("creators:page.customers"), value: formats.count(creator.customers) },
        { label: t("creators:page.net"), value: formats.money(creator.net) },
        { label: t("creators:page.refunded"), value: formats.money(creator.refunded) },
      ]}
    />
  );
}
