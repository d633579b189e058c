import { createContext, type ReactNode, useContext, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE, NAMESPACES } from "#app/locales/words.ts";
import { type Formats, formatsFor } from "#app/ui/admin/formats.ts";

type ShownShop = { readonly currency: string; readonly formats: Formats };

const ShopContext = createContext<ShownShop | null>(null);

/** Tells every page below the shop's currency, and how to write for its time zone. */
export function ShopProvider({
  currency,
  timeZone,
  children,
}: {
  currency: string;
  timeZone: string;
  children: ReactNode;
}) {
  const shown = useMemo(() => ({ currency, formats: formatsFor(LANGUAGE, timeZone) }), [currency, timeZone]);
  return <ShopContext.Provider value={shown}>{children}</ShopContext.Provider>;
}

/** The shop a page is shown for. */
export function useShop(): ShownShop {
  const shop = useContext(ShopContext);
  if (!shop) throw new Error("useShop is called outside the admin layout, which alone knows the shop");
  return shop;
}

/** The words of the page's language: `t("creators:list.title")`. */
export function useWords() {
  return useTranslation(NAMESPACES).t;
}
