import { useAppBridge } from "@shopify/app-bridge-react";
import { Button } from "@shopify/polaris";
import { DuplicateIcon } from "@shopify/polaris-icons";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Copies a text and says so: a button with its name on it, or (`isSmall`) an icon that has it for screen readers. */
export function CopyButton({
  text,
  name,
  done,
  isSmall = false,
}: {
  text: string;
  name: string;
  done: string;
  isSmall?: boolean;
}) {
  const t = useWords();
  const shopify = useAppBridge();
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      shopify.toast.show(done);
    } catch {
      shopify.toast.show(t("links:copy.failed"), { isError: true });
    }
  }
  if (!isSmall) return <Button onClick={copy}>{name}</Button>;
  return (
    <Button icon={DuplicateIcon} variant="tertiary" size="micro" onClick={copy} accessibilityLabel={name} />
  );
}
