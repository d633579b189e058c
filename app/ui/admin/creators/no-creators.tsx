import { Card, EmptyState } from "@shopify/polaris";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import streams from "#app/ui/pictures/streams.svg";

/** What a creator is for, before there is one. */
export function NoCreators() {
  const t = useWords();
  return (
    <Card>
      <EmptyState
        heading={t("creators:empty.title")}
        image={streams}
        action={{ content: t("creators:list.add"), url: "/app/creators/new" }}
        secondaryAction={{ content: t("creators:empty.import"), url: "/app/import" }}
      >
        <p>{t("creators:empty.text")}</p>
      </EmptyState>
    </Card>
  );
}
