import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { Analysis } from "#app/attribution/analysis.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/plain-table.module.css";

/** Orders to which two creators led, for those who share most. */
export function MatrixCard({
  result: { overlap },
  names,
}: {
  result: Analysis;
  names: Readonly<Record<string, string>>;
}) {
  const t = useWords();
  const { formats } = useShop();
  const { ids, cells } = overlap;
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("analysis:overlap.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t(ids.length > 0 ? "analysis:overlap.text" : "analysis:overlap.none")}
          </Text>
        </BlockStack>
      </Box>
      {ids.length > 0 && (
        <section className={styles.scroll} aria-label={t("analysis:overlap.title")}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("analysis:models.creator")}</th>
                {ids.map((id) => (
                  <th key={id} scope="col" className={styles.number}>
                    {names[id] ?? id}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ids.map((id, row) => (
                <tr key={id}>
                  <th scope="row">{names[id] ?? id}</th>
                  {ids.map((other, column) => {
                    const orders = cells[row]?.[column]?.orders ?? 0;
                    const tone = row === column || orders === 0 ? styles.none : "";
                    return (
                      <td key={other} className={`${styles.number} ${tone}`}>
                        {formats.count(orders)}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Card>
  );
}
