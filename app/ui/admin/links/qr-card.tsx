import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import styles from "#app/ui/admin/links/qr-card.module.css";
import { type QrShape, qrOf, qrPng, qrSvg } from "#app/ui/admin/links/qr-picture.ts";
import { saveBlob } from "#app/ui/admin/page/save-file.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The QR code of a link's address, to look at and to print. Made in the browser, of the address as it is shown there. */
export function QrCard({ address, slug }: { address: string; slug: string }) {
  const t = useWords();
  const shopify = useAppBridge();
  const name = t("links:qr.name", { address });
  const [shape, setShape] = useState<QrShape | null>(null);
  useEffect(() => setShape(qrOf(address)), [address]);
  async function save(kind: "svg" | "png") {
    const drawn = shape && (kind === "png" ? await qrPng(shape) : svgBlob(shape, name));
    if (drawn) saveBlob(drawn, `${slug}.${kind}`);
    else shopify.toast.show(t("links:qr.failed"), { isError: true });
  }
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t("links:qr.title")}
          </Text>
          <Text as="p" tone="subdued">
            {t("links:qr.text")}
          </Text>
        </BlockStack>
        <div className={styles.qr}>
          {shape && (
            <svg viewBox={`0 0 ${shape.size} ${shape.size}`} shapeRendering="crispEdges" role="img">
              <title>{name}</title>
              <path d={shape.dark} />
            </svg>
          )}
        </div>
        <InlineStack gap="200" align="center">
          <Button onClick={() => void save("svg")} disabled={!shape}>
            {t("links:qr.svg")}
          </Button>
          <Button onClick={() => void save("png")} disabled={!shape}>
            {t("links:qr.png")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

const svgBlob = (shape: QrShape, name: string) => new Blob([qrSvg(shape, name)], { type: "image/svg+xml" });
