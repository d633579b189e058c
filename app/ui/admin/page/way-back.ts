import { useLocation } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";

const KEPT_AS = "tributary.way-back";
/** What Shopify writes into the address of the first page; it is stale on the way back, but for shop and host. */
const SHOPIFYS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"];

/**
 * Keeps, as long as the tab lives, how to come back to this page. Only the first page's address says whose shop it is;
 * a page that the browser loads anew (after a deployment Remix does so by itself) would end at the login, in the frame.
 */
export function useKeepWayBack(): void {
  const shopify = useAppBridge();
  const { pathname, search } = useLocation();
  useEffect(() => {
    const { shop, host } = shopify.config;
    if (!shop || !host) return;
    const params = new URLSearchParams(search);
    for (const each of SHOPIFYS) params.delete(each);
    params.set("embedded", "1");
    params.set("shop", shop);
    params.set("host", host);
    keep(`${pathname}?${params}`);
  }, [pathname, search, shopify]);
}

/** Goes back, once, to the page that was open in the frame; outside it, or when nothing is kept, stays. */
export function useWayBack(): void {
  useEffect(() => {
    if (window.parent === window) return;
    const address = take();
    if (address?.startsWith("/app")) window.location.replace(address);
  }, []);
}

/** A browser that keeps nothing leaves the merchant at the login, as before. */
function keep(address: string): void {
  try {
    sessionStorage.setItem(KEPT_AS, address);
  } catch {}
}

/** Takes it out: if the way leads here again, it is not gone twice. */
function take(): string | null {
  try {
    const address = sessionStorage.getItem(KEPT_AS);
    sessionStorage.removeItem(KEPT_AS);
    return address;
  } catch {
    return null;
  }
}
