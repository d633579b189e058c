import { Badge, BlockStack, Button, Card, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { CopyButton } from "#app/ui/admin/copy-button.tsx";
import { useLinkName } from "#app/ui/admin/links/link-name.ts";
import { type ShownLink, shortened } from "#app/ui/admin/links/link-shown.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** So many are shown before all are asked for: the newest in use. */
const AT_FIRST = 5;

/** A creator's links: what each is called, its address to copy, where it leads, who clicked it and what came of it. */
export function LinksCard({
  creatorId,
  links,
  base,
}: {
  creatorId: string;
  links: readonly ShownLink[];
  base: string;
}) {
  const t = useWords();
  const address = `/app/creators/${creatorId}/links`;
  const [isWhole, setIsWhole] = useState(links.length <= AT_FIRST + 1);
  const shown = isWhole ? links : links.slice(0, AT_FIRST);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t("links:card.title")}
          </Text>
          <Button url={`${address}/new`}>{t("links:card.add")}</Button>
        </InlineStack>
        {links.length === 0 && <Text as="p">{t("links:card.none")}</Text>}
        {shown.map((link, at) => (
          <Fragment key={link.id}>
            {at > 0 && <Divider />}
            <LinkItem link={link} address={base + link.slug} url={`${address}/${link.id}`} />
          </Fragment>
        ))}
        {!isWhole && (
          <InlineStack>
            <Button variant="plain" onClick={() => setIsWhole(true)}>
              {t("links:card.all", { count: links.length })}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function LinkItem({ link, address, url }: { link: ShownLink; address: string; url: string }) {
  const t = useWords();
  const name = useLinkName()(link);
  const { title, path, code, endedAt } = link;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold" breakWord>
          <Link url={url} removeUnderline>
            {name}
          </Link>
        </Text>
        {endedAt !== null && <Badge>{t("links:ended")}</Badge>}
        {code !== null && <Badge tone="info">{t("links:card.applies", { code })}</Badge>}
      </InlineStack>
      <InlineStack gap="100" blockAlign="center" wrap={false}>
        <Text as="p" breakWord>
          <CodeText code={shortened(address)} />
        </Text>
        {endedAt === null && (
          <CopyButton
            isSmall
            text={address}
            name={t("links:copy.addressOf", { link: name })}
            done={t("links:copy.copied")}
          />
        )}
      </InlineStack>
      {title !== "" && (
        <Text as="p" tone="subdued" breakWord>
          {t("links:card.leadsTo", { page: path === "/" ? t("links:home") : path })}
        </Text>
      )}
      <LinkFigures link={link} />
    </BlockStack>
  );
}

function LinkFigures({ link: { clicks, bots, orders, net } }: { link: ShownLink }) {
  const t = useWords();
  const { formats } = useShop();
  const figures = [
    t("links:card.clicks", { count: clicks }),
    t("links:card.orders", { count: orders }),
    ...(orders > 0 ? [t("links:card.net", { amount: formats.money(net) })] : []),
  ];
  return (
    <BlockStack>
      <Text as="p" numeric>
        {figures.join(" · ")}
      </Text>
      {bots > 0 && (
        <Text as="p" tone="subdued" variant="bodySm" numeric>
          {t("links:card.bots", { count: bots })}
        </Text>
      )}
    </BlockStack>
  );
}
