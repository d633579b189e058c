import type { ReactNode } from "react";
import styles from "#app/ui/front/door.module.css";
import mark from "#app/ui/pictures/mark.svg";

/** The plain page of whoever comes to the app from outside Shopify. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.door}>
      <img src={mark} alt="" width="48" height="48" />
      <h1>{title}</h1>
      {children}
    </main>
  );
}

/** The form that leads a merchant to their own shop's admin. */
export function ShopForm({
  label,
  hint,
  open,
  problem,
}: {
  label: string;
  hint: string;
  open: string;
  problem?: string;
}) {
  return (
    <form method="post" action="/auth/login" className={styles.form}>
      <label htmlFor="shop">{label}</label>
      <input
        id="shop"
        name="shop"
        type="text"
        inputMode="url"
        placeholder={hint}
        autoComplete="on"
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? "shop-problem" : undefined}
      />
      {problem && (
        <p id="shop-problem" className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <button type="submit">{open}</button>
    </form>
  );
}
