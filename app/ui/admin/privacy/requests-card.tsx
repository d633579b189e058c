import { Box, Card, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { Asked, DownloadFile, Due, RequestState } from "#app/ui/admin/privacy/request-parts.tsx";
import { hasFile, type ShownRequest } from "#app/ui/admin/privacy/shown-request.ts";
import styles from "#app/ui/admin/table/cell.module.css";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

type Shown = { readonly requests: readonly ShownRequest[]; readonly now: Date };

/** Customers' requests, newest first. */
export function RequestsCard({ requests, now }: Shown) {
  const t = useWords();
  return (
    <Card padding="0">
      {requests.length === 0 ? (
        <Box padding="800">
          <Text as="h2" variant="headingMd" alignment="center">
            {t("privacy:none.title")}
          </Text>
          <Text as="p" tone="subdued" alignment="center">
            {t("privacy:none.text")}
          </Text>
        </Box>
      ) : (
        <WideOrNarrow
          wide={<RequestsTable requests={requests} now={now} />}
          narrow={<RequestsList requests={requests} now={now} />}
        />
      )}
    </Card>
  );
}

function RequestsTable({ requests, now }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <IndexTable
      headings={[
        { title: t("privacy:column.asked") },
        { title: t("privacy:column.received") },
        { title: t("privacy:column.due") },
        { title: t("privacy:column.state") },
        { title: t("privacy:column.file"), hidden: true },
      ]}
      resourceName={{ singular: t("privacy:resource.singular"), plural: t("privacy:resource.plural") }}
      itemCount={requests.length}
      selectable={false}
    >
      {requests.map((request, position) => (
        <IndexTable.Row key={request.id} id={request.id} position={position}>
          <IndexTable.Cell className={styles.why}>
            <Asked request={request} />
          </IndexTable.Cell>
          <IndexTable.Cell>{formats.day(request.receivedAt)}</IndexTable.Cell>
          <IndexTable.Cell>
            <Due request={request} now={now} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <RequestState request={request} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <InlineStack align="end">{hasFile(request) && <DownloadFile request={request} />}</InlineStack>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function RequestsList({ requests, now }: Shown) {
  const t = useWords();
  const { formats } = useShop();
  return (
    <Records label={t("privacy:title")}>
      {requests.map((request) => (
        <RecordItem key={request.id}>
          <div>
            <Asked request={request} />
          </div>
          <Facts
            facts={[
              { label: t("privacy:column.received"), value: formats.day(request.receivedAt), isLong: true },
              {
                label: t("privacy:column.due"),
                value: <Due request={request} now={now} />,
                isLong: true,
              },
              {
                label: t("privacy:column.state"),
                value: <RequestState request={request} isInList />,
                isLong: true,
              },
            ]}
          />
          {hasFile(request) && (
            <InlineStack align="end">
              <DownloadFile request={request} />
            </InlineStack>
          )}
        </RecordItem>
      ))}
    </Records>
  );
}
