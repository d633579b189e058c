import { type ActionFunctionArgs, json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findExplainedOrder, findPulse } from "#app/attribution/explained.server.ts";
import { listHands } from "#app/attribution/hands.server.ts";
import { db } from "#app/db.server.ts";
import { creditByHand, takeHandBack } from "#app/flows/credit-by-hand.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { parseOrderNumber } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { text } from "#app/ui/admin/form/fields.ts";
import { OrderView } from "#app/ui/admin/orders/order-view.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: tabTitle(data?.order.name ?? wordsIn(LANGUAGE).t("shell:notFound.title")) },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const id = parseOrderNumber(params.id ?? "");
  const pulse = await findPulse(db(), shop);
  const order = id && (await findExplainedOrder(db(), shop, id));
  if (!order) throw new Response(null, { status: 404 });
  return json({ pulse, order, hands: await listHands(db(), shop.id, order.id) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const now = new Date();
  const shop = await openShop(db(), await authenticateAdmin(request), now);
  const id = parseOrderNumber(params.id ?? "");
  const form = await request.formData();
  const intent = text(form, "intent");
  if (intent !== "credit" && intent !== "take-back") throw new Response(null, { status: 400 });
  const fields = { creator: text(form, "creator"), reason: text(form, "reason") };
  const outcome =
    id &&
    (intent === "credit"
      ? await creditByHand(db(), shop.id, id, fields, now)
      : await takeHandBack(db(), shop.id, id, now));
  if (!outcome) throw new Response(null, { status: 404 });
  return "because" in outcome ? json({ refusal: outcome }, { status: 422 }) : json({ refusal: null });
}

export default function Order() {
  return <OrderView {...useLoaderData<typeof loader>()} />;
}

export { keepInput as clientAction, keepPage as shouldRevalidate } from "#app/ui/admin/form/keep-input.ts";
export { PageFailure as ErrorBoundary };
