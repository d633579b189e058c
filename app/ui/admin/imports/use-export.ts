import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import { saveFile } from "#app/ui/admin/page/save-file.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** A button's way to save what stands at an address as a CSV file: starts it, and says whether it runs. */
export function useExport(
  address: string,
  fileName: string,
): { readonly start: () => Promise<void>; readonly isRunning: boolean } {
  const t = useWords();
  const shopify = useAppBridge();
  const [isRunning, setIsRunning] = useState(false);
  async function start() {
    setIsRunning(true);
    await saveFile(address, fileName).catch(() =>
      shopify.toast.show(t("imports:export.failed"), { isError: true }),
    );
    setIsRunning(false);
  }
  return { start, isRunning };
}
