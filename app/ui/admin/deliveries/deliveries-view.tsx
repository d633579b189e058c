import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Page } from "@shopify/polaris";
import { DeliveriesCard } from "#app/ui/admin/deliveries/deliveries-card.tsx";
import { type DeliveriesShown, type Filter, isStuck } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { NotSent } from "#app/ui/admin/form/draft-form.tsx";
import type { FormAnswer } from "#app/ui/admin/form/fields.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useWish } from "#app/ui/admin/page/wish.ts";

/** What a page's action answers when all were to be retried: how many go on. */
export type RetriedAll = FormAnswer & { readonly retried: number };

/** What came in and was set aside, keeps failing, or came last; and the button that lets all of it go on. */
export function DeliveriesView({
  page,
  filter,
  isPassed,
}: {
  page: DeliveriesShown;
  filter: Filter;
  isPassed: boolean;
}) {
  const t = useWords();
  const shopify = useAppBridge();
  const retryAll = useWish<RetriedAll>(({ retried }) =>
    shopify.toast.show(t("deliveries:retry.doneAll", { count: retried })),
  );
  const canRetry = filter !== "recent" && page.deliveries.some((each) => isStuck(each) && each.hasBody);
  return (
    <Page
      title={t("deliveries:title")}
      subtitle={t("deliveries:about")}
      backAction={{ content: t("deliveries:back"), url: "/app/health" }}
      primaryAction={
        canRetry
          ? {
              content: t("deliveries:retry.all"),
              loading: retryAll.isSending,
              onAction: () => retryAll.send({ intent: "retry-all" }),
            }
          : undefined
      }
    >
      <BlockStack gap="400">
        {retryAll.isUnreachable && <NotSent />}
        <DeliveriesCard page={page} filter={filter} isPassed={isPassed} />
      </BlockStack>
    </Page>
  );
}
