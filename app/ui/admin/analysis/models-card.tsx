import { BlockStack, Box, Card, InlineStack, Link, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { type Analysis, type Credited, WAYS } from "#app/attribution/analysis.ts";
import { money } from "#app/kernel/money.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/plain-table.module.css";

/** What each creator would have by each way of telling credit; what is paid stands first, and differences to it are marked. */
export function ModelsCard({
  result,
  currency,
  names,
}: {
  result: Analysis;
  currency: string;
  names: Readonly<Record<string, string>>;
}) {
  const t = useWords();
  const { formats } = useShop();
  const [what, setWhat] = useState<"net" | "orders">("net");
  const written = (credited: Credited) =>
    what === "orders"
      ? formats.count(Math.round(credited.orders * 10) / 10)
      : formats.money(money(Math.round(credited.net), currency));
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="end" gap="400">
          <BlockStack gap="100">
            <Text as="h2" variant="headingMd">
              {t("analysis:models.title")}
            </Text>
            <Text as="p" tone="subdued">
              {t("analysis:models.text")}
            </Text>
          </BlockStack>
          <Select
            label={t("analysis:models.show")}
            labelInline
            options={[
              { value: "net", label: t("analysis:models.net") },
              { value: "orders", label: t("analysis:models.orders") },
            ]}
            value={what}
            onChange={(value) => setWhat(value as "net")}
          />
        </InlineStack>
      </Box>
      <section className={styles.scroll} aria-label={t("analysis:models.title")}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("analysis:models.creator")}</th>
              {WAYS.map((way) => (
                <th key={way} scope="col" className={styles.number}>
                  {t(`analysis:ways.${way}`)}
                </th>
              ))}
              <th scope="col" className={styles.number}>
                {t("analysis:models.removal")}
              </th>
            </tr>
          </thead>
          <tbody>
            {result.creators.map(({ id, ways, removal }) => (
              <tr key={id}>
                <th scope="row">
                  <Link url={`/app/creators/${id}`} monochrome removeUnderline>
                    {names[id] ?? id}
                  </Link>
                </th>
                {WAYS.map((way) => (
                  <td key={way} className={`${styles.number} ${styles[toneOf(ways[way], ways.paid)]}`}>
                    {written(ways[way])}
                  </td>
                ))}
                <td className={styles.number}>{`${formats.percent(Math.round(removal * 1000) * 10)}%`}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Box padding="400">
        <Text as="p" tone="subdued" variant="bodySm">
          {t("analysis:models.note", { count: result.lost })}
        </Text>
      </Box>
    </Card>
  );

  function toneOf(credited: Credited, paid: Credited): "more" | "less" | "same" {
    const difference = what === "orders" ? credited.orders - paid.orders : credited.net - paid.net;
    if (Math.abs(difference) < (what === "orders" ? 0.05 : 0.5)) return "same";
    return difference > 0 ? "more" : "less";
  }
}
