import styles from "#app/ui/admin/table/cell.module.css";

/** A discount code as shoppers type it. */
export function CodeText({ code }: { code: string }) {
  return <span className={styles.code}>{code}</span>;
}
