import { useNavigate, useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, Link, Tabs, Text } from "@shopify/polaris";
import { DeliveriesList, DeliveriesTable } from "#app/ui/admin/deliveries/deliveries-table.tsx";
import { type DeliveriesShown, FILTERS, type Filter } from "#app/ui/admin/deliveries/shown-delivery.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Pager } from "#app/ui/admin/table/pager.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

const ADDRESS = "/app/deliveries";

/** Deliveries of one filter, and the way to older and newer ones. `isPassed`: a page beyond the last one was asked for. */
export function DeliveriesCard({
  page: { deliveries, older, newer },
  filter,
  isPassed,
}: {
  page: DeliveriesShown;
  filter: Filter;
  isPassed: boolean;
}) {
  const t = useWords();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const isLoading = navigation.state === "loading" && navigation.location.pathname === ADDRESS;
  const hasNeighbours = older !== null || newer !== null;
  return (
    <Card padding="0">
      <Tabs
        tabs={FILTERS.map((each) => ({
          id: `show-${each}`,
          panelID: "deliveries",
          content: t(`deliveries:filter.${each}`),
        }))}
        selected={FILTERS.indexOf(filter)}
        onSelect={(at) => navigate(`${ADDRESS}?show=${FILTERS[at]}`, { replace: true })}
      />
      <div id="deliveries" role="tabpanel" aria-labelledby={`show-${filter}`}>
        {deliveries.length === 0 ? (
          <Box padding="800" paddingBlockStart="600">
            {isPassed ? <PassedTheEnd filter={filter} /> : <Nothing filter={filter} />}
          </Box>
        ) : (
          <WideOrNarrow
            wide={<DeliveriesTable deliveries={deliveries} isLoading={isLoading} />}
            narrow={<DeliveriesList deliveries={deliveries} />}
          />
        )}
      </div>
      {hasNeighbours && (
        <Pager
          previous={newer && `${ADDRESS}?show=${filter}&newer=${newer}`}
          next={older && `${ADDRESS}?show=${filter}&older=${older}`}
          previousLabel={t("deliveries:newer")}
          nextLabel={t("deliveries:older")}
        />
      )}
    </Card>
  );
}

function Nothing({ filter }: { filter: Filter }) {
  const t = useWords();
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingMd" alignment="center">
        {t(`deliveries:none.${filter}.title`)}
      </Text>
      <Text as="p" tone="subdued" alignment="center">
        {t(`deliveries:none.${filter}.text`)}
      </Text>
    </BlockStack>
  );
}

function PassedTheEnd({ filter }: { filter: Filter }) {
  const t = useWords();
  return (
    <BlockStack gap="100">
      <Text as="p">{t("deliveries:passed.text")}</Text>
      <Text as="p">
        <Link url={`${ADDRESS}?show=${filter}`}>{t("deliveries:passed.newest")}</Link>
      </Text>
    </BlockStack>
  );
}
