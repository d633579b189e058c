const SHOP = "https://shop.invalid";

/** A path of this very shop with its query and fragment, or "/" for anything that leads elsewhere or is no path. */
export function innerPath(typed: string | null): string {
  // Read as a browser reads it: what it takes out (tabs, line ends) or turns around (backslashes) may make another host.
  const url = typed?.startsWith("/") ? URL.parse(typed, SHOP) : null;
  if (url?.origin !== SHOP) return "/";
  const path = url.pathname + url.search + url.hash;
  return path.startsWith("//") ? "/" : path;
}

/** Where `/discount/{code}?redirect=` leads: the path it names, with every other parameter of the link. */
export function afterDiscount(query: URLSearchParams): string {
  const target = new URL(innerPath(query.get("redirect")), SHOP);
  for (const [name, value] of query) if (name !== "redirect") target.searchParams.append(name, value);
  return target.pathname + target.search + target.hash;
}
