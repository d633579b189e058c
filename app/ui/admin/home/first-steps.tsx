import { Banner } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What to do first, while there is no creator yet. */
export function FirstSteps() {
  const t = useWords();
  return (
    <Banner
      tone="info"
      title={t("home:first.title")}
      action={{ content: t("home:first.add"), url: "/app/creators/new" }}
      secondaryAction={{ content: t("home:first.import"), url: "/app/import" }}
    >
      <p>{t("home:first.text")}</p>
    </Banner>
  );
}
