import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { CopyButton } from "#app/ui/admin/copy-button.tsx";
import { Figures } from "#app/ui/admin/figures.tsx";
import { EndCard } from "#app/ui/admin/links/end-card.tsx";
import { LimitsCard } from "#app/ui/admin/links/limits-card.tsx";
import { LinkForm } from "#app/ui/admin/links/link-form.tsx";
import { useLinkName } from "#app/ui/admin/links/link-name.ts";
import type { ShownAddresses, ShownLink } from "#app/ui/admin/links/link-shown.ts";
import { QrCard } from "#app/ui/admin/links/qr-card.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** A link's page: what came of it, its address and QR code, where it leads, and its end. */
export function LinkView({
  link,
  creator,
  addresses,
  windowDays,
}: {
  link: ShownLink;
  creator: { readonly id: string; readonly name: string; readonly codes: readonly string[] };
  addresses: ShownAddresses;
  windowDays: number;
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const name = useLinkName()(link);
  const address = addresses.base + link.slug;
  return (
    <Page
      title={name}
      subtitle={t("links:page.of", { creator: creator.name })}
      titleMetadata={link.endedAt !== null && <Badge>{t("links:ended")}</Badge>}
      backAction={{ content: creator.name, url: `/app/creators/${creator.id}` }}
    >
      <BlockStack gap="400">
        <LinkFigures link={link} />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <AddressCard address={address} code={link.code} />
              <LinkForm
                before={{ ...link, isNew: false }}
                codes={creator.codes}
                addresses={addresses}
                saveLabel={t("links:form.save")}
                onDone={() => shopify.toast.show(t("links:form.saved"))}
              />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <QrCard address={address} slug={link.slug} />
              <LimitsCard windowDays={windowDays} />
              <EndCard endedAt={link.endedAt} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </BlockStack>
    </Page>
  );
}

function LinkFigures({ link: { clicks, bots, lastClickAt, orders, net } }: { link: ShownLink }) {
  const t = useWords();
  const { formats } = useShop();
  const notes = [
    ...(lastClickAt === null ? [] : [t("links:page.last", { day: formats.day(lastClickAt) })]),
    ...(bots === 0 ? [] : [t("links:card.bots", { count: bots })]),
  ];
  const conversion = clicks === 0 ? "–" : `${formats.percent(Math.round((10_000 * orders) / clicks))}%`;
  return (
    <Figures
      title={t("links:page.figures")}
      figures={[
        { label: t("links:page.clicks"), value: formats.count(clicks), notes },
        { label: t("links:page.orders"), value: formats.count(orders) },
        { label: t("links:page.net"), value: formats.money(net) },
        { label: t("links:page.conversion"), value: conversion },
      ]}
    />
  );
}

function AddressCard({ address, code }: { address: string; code: string | null }) {
  const t = useWords();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("links:page.address")}
        </Text>
        <Text as="p" breakWord>
          <CodeText code={address} />
        </Text>
        <InlineStack gap="200">
          <CopyButton text={address} name={t("links:copy.address")} done={t("links:copy.copied")} />
          {code !== null && (
            <CopyButton
              text={t("links:copy.text", { address, code })}
              name={t("links:copy.withCode")}
              done={t("links:copy.copiedWithCode")}
            />
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
