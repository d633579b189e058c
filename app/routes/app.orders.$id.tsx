import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findExplainedOrder, findPulse } from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { parseOrderNumber } from "#app/kernel/id.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
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
  return json({ pulse, order });
}

export default function Order() {
  const { order } = useLoaderData<typeof loader>();
  return <OrderView order={order} />;
}

export { PageFailure as ErrorBoundary };
