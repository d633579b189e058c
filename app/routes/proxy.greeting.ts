import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { db } from "#app/db.server.ts";
import { greetVisitor } from "#app/flows/greet-visitor.server.ts";
import { readProxied } from "#app/shopify/proxy.server.ts";
import { holdBack } from "#app/shopify/proxy-rate.server.ts";

/** A person looks at a few pages a minute. */
const RATE = { name: "greeting", ofClient: 120 };
/** The same for whoever asks, so that browsers and what stands between may keep it for a while. */
const HEADERS = { "Cache-Control": "public, max-age=60" };

/** Who sent the visitor, and what they offer: asked by the theme extension through Shopify's app proxy. */
export async function loader({ request }: LoaderFunctionArgs) {
  const now = new Date();
  const proxied = readProxied(request, ["ref"], now);
  await holdBack(RATE, proxied);
  const greeting = await greetVisitor(db(), proxied.shopDomain, proxied.asked.get("ref") ?? "", now);
  if (!greeting) return json({ because: "unknown-link" }, { status: 404, headers: HEADERS });
  const { name, first, offer, code, isLimited } = greeting;
  return json({ name, first, offer, code, limited: isLimited }, { headers: HEADERS });
}

export const action = () => new Response(null, { status: 404 });
