import { BlockStack } from "@shopify/polaris";
import type { ReactNode } from "react";
import styles from "#app/ui/admin/table/record.module.css";

/** What a table's row is on a narrow screen: a heading, and what stands below it. */
export function RecordItem({ children }: { children: ReactNode }) {
  return (
    <li className={styles.record}>
      <BlockStack gap="200">{children}</BlockStack>
    </li>
  );
}

/** A table as a list. */
export function Records({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.records} aria-label={label}>
      {children}
    </ul>
  );
}

/** A row's figures with their names, two in a line. A long one takes its own. */
export function Facts({
  facts,
}: {
  facts: readonly { readonly label: string; readonly value: ReactNode; readonly isLong?: boolean }[];
}) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ label, value, isLong }) => (
        <div key={label} className={isLong ? `${styles.fact} ${styles.alone}` : styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
