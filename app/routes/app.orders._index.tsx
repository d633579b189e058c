import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { Page } from "@shopify/polaris";
import {
  findPulse,
  formatCursor,
  listExplainedOrders,
  parseCursor,
} from "#app/attribution/explained.server.ts";
import { db } from "#app/db.server.ts";
import { openShop } from "#app/flows/open-shop.server.ts";
import { LANGUAGE, tabTitle, wordsIn } from "#app/locales/words.ts";
import { authenticateAdmin } from "#app/shopify/admin.server.ts";
import { NoOrders } from "#app/ui/admin/orders/no-orders.tsx";
import { OrdersCard, PassedTheEnd } from "#app/ui/admin/orders/orders-card.tsx";
import { PageFailure } from "#app/ui/admin/page/page-failure.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const ORDERS = 50;
const ADDRESS = "/app/orders";

export const meta: MetaFunction = () => [{ title: tabTitle(wordsIn(LANGUAGE).t("orders:title")) }];

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(db(), await authenticateAdmin(request), new Date());
  const { searchParams } = new URL(request.url);
  const [older, newer] = ["older", "newer"].map((side) => parseCursor(searchParams.get(side)));
  const pulse = await findPulse(db(), shop);
  const page = await listExplainedOrders(db(), shop, { older, newer, limit: ORDERS });
  return json({
    pulse,
    orders: page.orders,
    older: page.older && formatCursor(page.older),
    newer: page.newer && formatCursor(page.newer),
  });
}

export default function Orders() {
  const t = useWords();
  const { orders, older, newer } = useLoaderData<typeof loader>();
  const [params] = useSearchParams();
  const isPassed = params.has("older") || params.has("newer");
  return (
    <Page title={t("orders:title")}>
      <OrdersCard
        page={{ orders, older, newer }}
        address={ADDRESS}
        empty={isPassed ? <PassedTheEnd address={ADDRESS} /> : <NoOrders />}
      />
    </Page>
  );
}

export { PageFailure as ErrorBoundary };
