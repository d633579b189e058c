import { EmptyState } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import streams from "#app/ui/pictures/streams.svg";

/** What will happen when the first order arrives. */
export function NoOrders() {
  const t = useWords();
  return (
    <EmptyState heading={t("orders:empty.title")} image={streams}>
      <p>{t("orders:empty.text")}</p>
    </EmptyState>
  );
}
