import type { ShownLink } from "#app/ui/admin/links/link-shown.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What a link is called: as the merchant did, else by the page it leads to. */
export function useLinkName(): (link: Pick<ShownLink, "title" | "path">) => string {
  const t = useWords();
  return ({ title, path }) => title || (path === "/" ? t("links:home") : path);
}
