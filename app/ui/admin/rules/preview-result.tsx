import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Preview } from "#app/attribution/preview.ts";
import { money } from "#app/kernel/money.ts";
import { Figures } from "#app/ui/admin/figures.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/plain-table.module.css";

type Shown = { readonly result: Preview; readonly names: Readonly<Record<string, string>> };

/** How many orders change hands, how much money moves, and what all creators have now and then: once for each currency. */
export function TotalsCards({ result: { totals, changed, orders } }: Pick<Shown, "result">) {
  const t = useWords();
  const { formats } = useShop();
  return totals.map(({ currency, moved, before, after }) => (
    <Figures
      key={currency}
      title={t("rules:preview.figures")}
      figures={[
        {
          label: t("rules:preview.orders"),
          value: formats.count(changed),
          notes: [t("rules:preview.of", { count: orders })],
        },
        { label: t("rules:preview.moved"), value: formats.money(money(moved, currency)) },
        {
          label: t("rules:preview.credited"),
          value: formats.money(money(after.net, currency)),
          notes: [t("rules:preview.before", { amount: formats.money(money(before.net, currency)) })],
        },
      ]}
    />
  ));
}

/** What each creator would gain or lose, whoever moves most first. */
export function MovesCard({ result: { creators, others }, names }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  const columns = ["ordersColumn", "netBefore", "netAfter", "difference"] as const;
  return (
    <TableCard
      title={t("rules:preview.creators")}
      note={others > 0 ? t("rules:preview.others", { count: others }) : undefined}
    >
      <thead>
        <tr>
          <th scope="col">{t("rules:preview.creator")}</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={styles.number}>
              {t(`rules:preview.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {creators.map(({ id, currency, before, after }) => (
          <tr key={`${id} ${currency}`}>
            <th scope="row">
              <Link url={`/app/creators/${id}`} monochrome removeUnderline>
                {names[id] ?? id}
              </Link>
            </th>
            <td className={styles.number}>
              {formats.count(before.orders)} → {formats.count(after.orders)}
            </td>
            <td className={styles.number}>{formats.money(money(before.net, currency))}</td>
            <td className={styles.number}>{formats.money(money(after.net, currency))}</td>
            <td className={`${styles.number} ${after.net > before.net ? styles.more : styles.less}`}>
              {formats.money(money(Math.abs(after.net - before.net), currency))}
            </td>
          </tr>
        ))}
      </tbody>
    </TableCard>
  );
}

/** The orders of which most money would move, each leading to why it is credited as it is now. */
export function ExamplesCard({ result: { examples }, names }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  const hands = (ids: readonly string[]) =>
    ids.length === 0 ? t("rules:preview.nobody") : ids.map((id) => names[id] ?? id).join(", ");
  return (
    <TableCard title={t("rules:preview.examples")} text={t("rules:preview.examplesText")}>
      <thead>
        <tr>
          <th scope="col">{t("rules:preview.order")}</th>
          <th scope="col">{t("rules:preview.now")}</th>
          <th scope="col">{t("rules:preview.then")}</th>
          <th scope="col" className={styles.number}>
            {t("rules:preview.net")}
          </th>
        </tr>
      </thead>
      <tbody>
        {examples.map(({ id, name, instant, currency, net, before, after }) => (
          <tr key={id}>
            <th scope="row">
              <Link url={`/app/orders/${id.replace("gid://shopify/Order/", "")}`} monochrome removeUnderline>
                {name}
              </Link>{" "}
              <Text as="span" tone="subdued" fontWeight="regular">
                {formats.day(instant)}
              </Text>
            </th>
            <td>{hands(before)}</td>
            <td>{hands(after)}</td>
            <td className={styles.number}>{formats.money(money(net, currency))}</td>
          </tr>
        ))}
      </tbody>
    </TableCard>
  );
}

function TableCard({
  title,
  text,
  note,
  children,
}: {
  title: string;
  text?: string;
  note?: string;
  children: ReactNode;
}) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {text && (
            <Text as="p" tone="subdued">
              {text}
            </Text>
          )}
        </BlockStack>
      </Box>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles.scroll} aria-label={title} tabIndex={0}>
        <table className={styles.table}>{children}</table>
      </section>
      {note && (
        <Box padding="400">
          <Text as="p" tone="subdued" variant="bodySm">
            {note}
          </Text>
        </Box>
      )}
    </Card>
  );
}
