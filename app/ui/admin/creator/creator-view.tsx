import { Badge, BlockStack, Layout, Page, Text } from "@shopify/polaris";
import { CollaborationsCard } from "#app/ui/admin/collaborations/collaborations-card.tsx";
import type { ShownCollaboration, ShownTotals } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { CodesCard } from "#app/ui/admin/creator/codes-card.tsx";
import type { ShownCreator } from "#app/ui/admin/creator/creator-shown.ts";
import { CreditingCard } from "#app/ui/admin/creator/crediting-card.tsx";
import { ParticularsCard } from "#app/ui/admin/creator/particulars-card.tsx";
import { TimelineCard } from "#app/ui/admin/creator/timeline-card.tsx";
import type { ShownTimeline } from "#app/ui/admin/creator/timeline-shown.ts";
import { Figures } from "#app/ui/admin/figures.tsx";
import type { ShownLink } from "#app/ui/admin/links/link-shown.ts";
import { LinksCard } from "#app/ui/admin/links/links-card.tsx";
import { OrdersCard, type OrdersShown, PassedTheEnd } from "#app/ui/admin/orders/orders-card.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What a creator's page shows. */
export type CreatorPageShown = {
  readonly creator: ShownCreator;
  readonly programs: readonly { readonly id: string; readonly name: string }[];
  /** Every country, by its name. */
  readonly countries: readonly (readonly [code: string, name: string])[];
  readonly links: readonly ShownLink[];
  /** How the addresses of the shop's links begin. */
  readonly linkBase: string;
  readonly today: string;
  /** What they made lately, and what all of it adds up to. */
  readonly made: { readonly collaborations: readonly ShownCollaboration[]; readonly totals: ShownTotals };
  readonly timeline: ShownTimeline;
  readonly orders: OrdersShown;
};

/**
 * A creator's page: what they are credited with; what they work with, their codes and links, and each credited order with
 * its reason; beside it who they are, whether they are credited, and their story.
 */
export function CreatorView({ shown }: { shown: CreatorPageShown }) {
  const { creator, programs, countries, links, linkBase, today, made, timeline, orders } = shown;
  const t = useWords();
  const { pausedSince } = creator;
  return (
    <Page
      title={creator.name}
      subtitle={useSubtitle(shown)}
      titleMetadata={
        pausedSince ? (
          <Badge tone="warning">{t("creators:list.paused")}</Badge>
        ) : (
          <Badge tone="success">{t("creators:page.active")}</Badge>
        )
      }
      backAction={{ content: t("creators:page.back"), url: "/app/creators" }}
    >
      <BlockStack gap="400">
        <CreditedFigures creator={creator} links={links} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <CodesCard codes={creator.codes} singleUse={creator.singleUse} today={today} />
              <LinksCard creatorId={creator.id} links={links} base={linkBase} />
              <CollaborationsCard creatorId={creator.id} {...made} />
              <CreditedOrders creator={creator} orders={orders} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <CreditingCard pausedSince={pausedSince} />
              <ParticularsCard creator={creator} programs={programs} countries={countries} />
              <TimelineCard creatorId={creator.id} timeline={timeline} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

/** What they go by, the program they are in, and since when they are here. */
function useSubtitle({ creator: { handle, programId, joinedAt }, programs }: CreatorPageShown): string {
  const t = useWords();
  const { formats } = useShop();
  const program = programs.find(({ id }) => id === programId)?.name;
  const joined = t("creators:page.joined", { day: formats.day(joinedAt) });
  return [handle, program, joined].filter(Boolean).join(" · ");
}

function CreditedOrders({ creator, orders }: { creator: ShownCreator; orders: OrdersShown }) {
  const t = useWords();
  const address = `/app/creators/${creator.id}`;
  return (
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
  );
}

function CreditedFigures({ creator, links }: { creator: ShownCreator; links: readonly ShownLink[] }) {
  const t = useWords();
  const { formats } = useShop();
  const clicks = links.reduce((all, link) => all + link.clicks, 0);
  return (
    <Figures
      title={t("creators:page.figures")}
      figures={[
        { label: t("creators:page.clicks"), value: formats.count(clicks) },
        { label: t("creators:page.credited"), value: formats.count(creator.orders) },
        { label: t("creators:page.customers"), value: formats.count(creator.customers) },
        { label: t("creators:page.net"), value: formats.money(creator.net) },
        { label: t("creators:page.refunded"), value: formats.money(creator.refunded) },
      ]}
    />
  );
}
