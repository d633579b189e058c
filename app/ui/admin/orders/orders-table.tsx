import { IndexTable } from "@shopify/polaris";
import { MoneyText } from "#app/ui/admin/money-text.tsx";
import { OrderExplanation } from "#app/ui/admin/orders/order-explanation.tsx";
import { CreditedTo, OrderName, OrderTime } from "#app/ui/admin/orders/order-parts.tsx";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";

/** Orders on a wide screen. Of one creator, it is not said again to whom they are credited. */
export function OrdersTable({
  orders,
  isOfCreator,
  isLoading,
}: {
  orders: readonly ShownOrder[];
  isOfCreator: boolean;
  isLoading: boolean;
}) {
  const t = useWords();
  return (
    <IndexTable
      headings={[
        { title: t("orders:column.order") },
        { title: t("orders:column.placed") },
        ...(isOfCreator ? [] : [{ title: t("orders:column.creditedTo") }]),
        { title: t("orders:column.why") },
        { title: t("orders:column.net"), alignment: "end" },
        { title: t("orders:column.refunded"), alignment: "end" },
      ]}
      resourceName={{ singular: t("orders:resource.singular"), plural: t("orders:resource.plural") }}
      itemCount={orders.length}
      selectable={false}
      loading={isLoading}
    >
      {orders.map((order, position) => (
        <IndexTable.Row key={order.id} id={order.id} position={position}>
          <IndexTable.Cell className={styles.order}>
            <OrderName order={order} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <OrderTime order={order} />
          </IndexTable.Cell>
          {!isOfCreator && (
            <IndexTable.Cell className={styles.credited}>
              <CreditedTo order={order} />
            </IndexTable.Cell>
          )}
          <IndexTable.Cell className={styles.why}>
            <OrderExplanation order={order} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <MoneyText amount={(order.part ?? order).net} isQuiet={!order.isCounted} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <MoneyText amount={(order.part ?? order).refunded} isQuiet={!order.isCounted} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
