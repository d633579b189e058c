import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import styles from "#app/ui/admin/deliveries/body-card.module.css";
import { reasonOf } from "#app/ui/admin/deliveries/reason.ts";
import { SHOWN, type ShownDelivery } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { saveFile } from "#app/ui/admin/page/save-file.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** What Shopify sent, as much as fits on a page, and the whole of it as a file. */
export function BodyCard({ delivery }: { delivery: ShownDelivery }) {
  const t = useWords();
  const { formats } = useShop();
  const { body } = delivery;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="baseline">
            <Text as="h2" variant="headingMd">
              {t("deliveries:body.title")}
            </Text>
            {body && (
              <Text as="span" tone="subdued" numeric>
                {formats.bytes(body.bytes)}
              </Text>
            )}
          </InlineStack>
          {body && <Download id={delivery.id} />}
        </InlineStack>
        {body ? <BodyText body={body} /> : <Gone delivery={delivery} />}
      </BlockStack>
    </Card>
  );
}

function BodyText({ body }: { body: NonNullable<ShownDelivery["body"]> }) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <>
      {body.isBroken && <Text as="p">{t("deliveries:body.broken")}</Text>}
      {!body.isJson && !body.isBroken && <Text as="p">{t("deliveries:body.notJson")}</Text>}
      {body.text === "" ? (
        <Text as="p" tone="subdued">
          {t("deliveries:body.empty")}
        </Text>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className={styles.body} aria-label={t("deliveries:body.title")} tabIndex={0}>
          <pre dir="ltr">{body.text}</pre>
        </section>
      )}
      {body.isCut && (
        <Text as="p" tone="subdued">
          {t("deliveries:body.cut", { shown: formats.bytes(SHOWN) })}
        </Text>
      )}
    </>
  );
}

function Gone({ delivery }: { delivery: ShownDelivery }) {
  const t = useWords();
  const { key } = reasonOf(delivery);
  const why = key === "discarded" || key === "redacted" || key === "expired" ? key : "dropped";
  return (
    <Text as="p" tone="subdued">
      {t(`deliveries:gone.${why}`)}
    </Text>
  );
}

function Download({ id }: { id: string }) {
  const t = useWords();
  const shopify = useAppBridge();
  const [isSaving, setIsSaving] = useState(false);
  async function save() {
    setIsSaving(true);
    await saveFile(`/app/deliveries/${id}/body`, `delivery-${id}`).catch(() =>
      shopify.toast.show(t("deliveries:body.failed"), { isError: true }),
    );
    setIsSaving(false);
  }
  return (
    <Button onClick={save} loading={isSaving}>
      {t("deliveries:body.download")}
    </Button>
  );
}
