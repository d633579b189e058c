import { useNavigation } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";

/** Shorter waits show nothing: a bar that flashes is worse than none. */
const SHOWN_AFTER_MS = 150;

/** Shows Shopify's own loading bar while the next page is on its way. */
export function useLoadingBar(): void {
  const shopify = useAppBridge();
  const isLoading = useNavigation().state !== "idle";
  useEffect(() => {
    if (!isLoading) return;
    const timer = setTimeout(() => shopify.loading(true), SHOWN_AFTER_MS);
    return () => {
      clearTimeout(timer);
      shopify.loading(false);
    };
  }, [isLoading, shopify]);
}
