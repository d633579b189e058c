import { Badge, BlockStack, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { CountText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import type { Applicant, ShownApplication } from "#app/ui/admin/recruiting/shown-application.ts";
import styles from "#app/ui/admin/table/cell.module.css";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";

type Shown = { readonly applicants: readonly Applicant[] };

/** Applications on a wide screen. */
export function ApplicationsTable({ applicants, isLoading }: Shown & { isLoading: boolean }) {
  const t = useWords();
  return (
    <IndexTable
      headings={[
        { title: t("recruiting:column.applicant") },
        { title: t("recruiting:column.received") },
        { title: t("recruiting:column.state") },
        { title: t("recruiting:column.audience"), alignment: "end" },
      ]}
      resourceName={{
        singular: t("recruiting:list.resource.singular"),
        plural: t("recruiting:list.resource.plural"),
      }}
      itemCount={applicants.length}
      selectable={false}
      loading={isLoading}
    >
      {applicants.map((applicant, position) => (
        <IndexTable.Row key={applicant.application.id} id={applicant.application.id} position={position}>
          <IndexTable.Cell className={styles.why}>
            <ApplicantName applicant={applicant} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Received of={applicant.application} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <StateBadge state={applicant.application.state} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Audience of={applicant.application} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** Applications on a narrow screen. */
export function ApplicationsList({ applicants }: Shown) {
  const t = useWords();
  return (
    <Records label={t("recruiting:list.title")}>
      {applicants.map((applicant) => (
        <RecordItem key={applicant.application.id}>
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <ApplicantName applicant={applicant} />
            <StateBadge state={applicant.application.state} />
          </InlineStack>
          <Facts
            facts={[
              {
                label: t("recruiting:column.audience"),
                value: <Audience of={applicant.application} />,
                isLong: true,
              },
              {
                label: t("recruiting:column.received"),
                value: <Received of={applicant.application} />,
                isLong: true,
              },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}

function ApplicantName({ applicant: { application, known } }: { applicant: Applicant }) {
  const t = useWords();
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold" breakWord>
          <Link url={`/app/recruiting/${application.id}`} monochrome removeUnderline dataPrimaryLink>
            {application.name}
          </Link>
        </Text>
        {known.creator && <Badge tone="attention">{t("recruiting:known.creator")}</Badge>}
        {known.times > 1 && (
          <Badge tone="attention">{t("recruiting:known.times", { count: known.times })}</Badge>
        )}
      </InlineStack>
      <Text as="span" tone="subdued" variant="bodySm" breakWord>
        {application.handle ?? application.email}
      </Text>
    </BlockStack>
  );
}

function Audience({ of: { audience } }: { of: ShownApplication }) {
  const t = useWords();
  if (audience !== null) return <CountText count={audience} />;
  return (
    <Text as="span" tone="subdued" alignment="end">
      {t("recruiting:one.none")}
    </Text>
  );
}

function Received({ of: { createdAt } }: { of: ShownApplication }) {
  const t = useWords();
  const { formats } = useShop();
  return <>{t("shell:when", { day: formats.day(createdAt), time: formats.time(createdAt) })}</>;
}

/** How an application stands. */
export function StateBadge({ state }: { state: ShownApplication["state"] }) {
  const t = useWords();
  const tone = ({ waiting: "attention", approved: "success", declined: undefined } as const)[state];
  return <Badge tone={tone}>{t(`recruiting:state.${state}`)}</Badge>;
}
