import { useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { OrdersList } from "#app/ui/admin/orders/orders-list.tsx";
import { OrdersTable } from "#app/ui/admin/orders/orders-table.tsx";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

/** A page of orders, newest first, as a loader sends it; cursors as they stand in an address. */
export type OrdersShown = {
  readonly orders: readonly ShownOrder[];
  readonly older: string | null;
  readonly newer: string | null;
};

/**
 * Orders and the way to older and newer ones.
 * @param address the page's own address, without a query
 * @param empty what to say when there is no order at all
 */
export function OrdersCard({
  page,
  address,
  title,
  isOfCreator = false,
  empty,
}: {
  page: OrdersShown;
  address: string;
  title?: string;
  isOfCreator?: boolean;
  empty: ReactNode;
}) {
  const t = useWords();
  const navigation = useNavigation();
  const isLoading = navigation.state === "loading" && navigation.location.pathname === address;
  const hasNeighbours = page.older !== null || page.newer !== null;
  return (
    <Card padding="0">
      {title && (
        <Box padding="400">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
        </Box>
      )}
      {page.orders.length === 0 ? (
        <Box padding="400" paddingBlockStart={title ? "0" : "400"}>
          {empty}
        </Box>
      ) : (
        <WideOrNarrow
          wide={<OrdersTable orders={page.orders} isOfCreator={isOfCreator} isLoading={isLoading} />}
          narrow={<OrdersList orders={page.orders} isOfCreator={isOfCreator} />}
        />
      )}
      {hasNeighbours && (
        <Pager
          previous={page.newer && `${address}?newer=${page.newer}`}
          next={page.older && `${address}?older=${page.older}`}
          previousLabel={t("shell:pages.newer")}
          nextLabel={t("shell:pages.older")}
        />
      )}
    </Card>
  );
}

/** What to say when a page beyond the last one was asked for. */
export function PassedTheEnd({ address }: { address: string }) {
  const t = useWords();
  return (
    <BlockStack gap="100">
      <Text as="p">{t("orders:passed.text")}</Text>
      <Text as="p">
        <Link url={address}>{t("orders:passed.newest")}</Link>
      </Text>
    </BlockStack>
  );
}
