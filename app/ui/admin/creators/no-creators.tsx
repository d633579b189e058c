import { Card, EmptyState } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What a creator is for, before there is one. */
export function NoCreators() {
  const t = useWords();
  return (
    <Card>
      <EmptyState
        heading={t("creators:empty.title")}
        image="/streams.svg"
        action={{ content: t("creators:list.add"), url: "/app/creators/new" }}
      >
        <p>{t("creators:empty.text")}</p>
      </EmptyState>
    </Card>
  );
}
