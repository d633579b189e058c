import { shopify } from "#app/shopify/shopify.server.ts";

/** Sends a merchant to their shop's admin to install or open the app. @returns what is wrong with the shop they typed, if anything */
export async function login(request: Request): Promise<"missing" | "invalid" | null> {
  const { shop } = (await shopify().login(request)) as { shop?: string };
  if (shop === "MISSING_SHOP") return "missing";
  return shop ? "invalid" : null;
}
