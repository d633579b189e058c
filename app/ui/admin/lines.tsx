import { Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import styles from "#app/ui/admin/lines.module.css";

/** One line of a card: what it is, how it stands, and a quiet word below it. */
export type Line = {
  readonly label: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
  readonly isBad?: boolean;
};

/** Facts under each other: names to the left, values to the right. */
export function Lines({ lines }: { lines: readonly Line[] }) {
  return (
    <dl className={styles.lines}>
      {lines.map(({ label, value, note, isBad }) => (
        <div key={label} className={styles.line}>
          <dt>{label}</dt>
          <dd>
            <Text as="span" tone={isBad ? "critical" : "base"} fontWeight={isBad ? "semibold" : "regular"}>
              {value}
            </Text>
            {note && (
              <Text as="p" tone="subdued" variant="bodySm">
                {note}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
