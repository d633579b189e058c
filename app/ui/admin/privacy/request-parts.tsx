import { useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { saveFile } from "#app/ui/admin/page/save-file.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import type { ShownRequest } from "#app/ui/admin/privacy/shown-request.ts";

/** What a customer asked for, and Shopify's number of them. */
export function Asked({ request: { kind, customer, isForgotten } }: { request: ShownRequest }) {
  const t = useWords();
  return (
    <>
      <Text as="p" fontWeight="semibold">
        {t(`privacy:kind.${kind}`)}
      </Text>
      <Text as="p" tone="subdued">
        {customer !== null && t("privacy:customer.known", { customer })}
        {customer === null &&
          t(kind === "erase" || isForgotten ? "privacy:customer.forgotten" : "privacy:customer.byEmail")}
      </Text>
    </>
  );
}

/** By when the law wants an answer, red once it is late. */
export function Due({ request: { dueAt, settledAt }, now }: { request: ShownRequest; now: Date }) {
  const { formats } = useShop();
  const isLate = settledAt === null && Date.parse(dueAt) < now.getTime();
  return (
    <Text as="span" numeric tone={isLate ? "critical" : "base"}>
      {formats.day(dueAt)}
    </Text>
  );
}

/** How a request stands; beside its name in a list, to the end of the line. */
export function RequestState({ request, isInList = false }: { request: ShownRequest; isInList?: boolean }) {
  const t = useWords();
  const { formats } = useShop();
  const { kind, orders, settledAt } = request;
  const note =
    kind === "erase" ? t("privacy:anonymous", { count: orders ?? 0 }) : settledAt && formats.day(settledAt);
  return (
    <BlockStack inlineAlign={isInList ? "end" : "start"}>
      <StateBadge request={request} />
      {note && (
        <Text as="p" tone="subdued" numeric>
          {note}
        </Text>
      )}
    </BlockStack>
  );
}

function StateBadge({ request: { kind, isForgotten, settledAt } }: { request: ShownRequest }) {
  const t = useWords();
  if (kind === "erase") return <Badge tone="success">{t("privacy:state.forgotten")}</Badge>;
  if (isForgotten) return <Badge>{t("privacy:state.since")}</Badge>;
  if (settledAt === null) return <Badge tone="attention">{t("privacy:state.open")}</Badge>;
  return <Badge tone="success">{t("privacy:state.downloaded")}</Badge>;
}

/** The button that saves what is kept of the customer. */
export function DownloadFile({ request: { id } }: { request: ShownRequest }) {
  const t = useWords();
  const shopify = useAppBridge();
  const { revalidate } = useRevalidator();
  const [isSaving, setIsSaving] = useState(false);
  async function save() {
    setIsSaving(true);
    try {
      await saveFile(`/app/privacy/${id}`, `${id}.json`, "POST");
      revalidate();
    } catch {
      shopify.toast.show(t("privacy:file.failed"), { isError: true });
    }
    setIsSaving(false);
  }
  return (
    <Button onClick={save} loading={isSaving}>
      {t("privacy:file.download")}
    </Button>
  );
}
