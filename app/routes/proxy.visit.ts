import { type ActionFunctionArgs, json } from "@remix-run/node";
import { isbot } from "isbot";
import { db } from "#app/db.server.ts";
import { noteArrival } from "#app/flows/greet-visitor.server.ts";
import { readProxied } from "#app/shopify/proxy.server.ts";
import { holdBack } from "#app/shopify/proxy-rate.server.ts";
import { readRef } from "#app/shopify/small-body.server.ts";

/** A person arrives by a link now and then; a shop of which all the world talks, a hundred times a second. */
const RATE = { name: "visit", ofClient: 30, ofShop: 6_000 };
const HEADERS = { "Cache-Control": "no-store" };

/**
 * A visitor who agreed to be recognised arrived with a creator's `ref` and without a visit of ours: they get one. Bots,
 * and words that are no creator's link, get nothing (204): shops use `ref` for other things too, and nobody did wrong.
 */
export async function action({ request }: ActionFunctionArgs) {
  const now = new Date();
  const proxied = readProxied(request, [], now);
  await holdBack(RATE, proxied);
  const ref = await readRef(request);
  const agent = request.headers.get("User-Agent") ?? "";
  const isPerson = agent !== "" && !isbot(agent);
  const visit = isPerson ? await noteArrival(db(), proxied.shopDomain, ref, now) : null;
  return visit ? json({ visit }, { status: 201, headers: HEADERS }) : new Response(null, { status: 204 });
}

export const loader = () => new Response(null, { status: 404 });
