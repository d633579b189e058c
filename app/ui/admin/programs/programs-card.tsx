import { Badge, BlockStack, Card, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { CountText, MoneyText } from "#app/ui/admin/money-text.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { useDiscountWords } from "#app/ui/admin/programs/discount-text.tsx";
import type { ProgramLine } from "#app/ui/admin/programs/shown-program.ts";
import styles from "#app/ui/admin/table/cell.module.css";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";
import { WideOrNarrow } from "#app/ui/admin/table/wide-or-narrow.tsx";

type Shown = { readonly programs: readonly ProgramLine[] };

/** The shop's programs, archived ones last. */
export function ProgramsCard({ programs }: Shown) {
  return (
    <Card padding="0">
      <WideOrNarrow
        wide={<ProgramsTable programs={programs} />}
        narrow={<ProgramsList programs={programs} />}
      />
    </Card>
  );
}

function ProgramsTable({ programs }: Shown) {
  const t = useWords();
  const inWords = useDiscountWords();
  return (
    <IndexTable
      headings={[
        { title: t("programs:column.program") },
        { title: t("programs:column.discount") },
        { title: t("programs:column.template") },
        { title: t("programs:column.creators"), alignment: "end" },
        { title: t("programs:column.orders"), alignment: "end" },
        { title: t("programs:column.net"), alignment: "end" },
      ]}
      resourceName={{ singular: t("programs:resource.singular"), plural: t("programs:resource.plural") }}
      itemCount={programs.length}
      selectable={false}
    >
      {programs.map((program, position) => (
        <IndexTable.Row key={program.id} id={program.id} position={position}>
          <IndexTable.Cell className={styles.name}>
            <ProgramName program={program} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.codes}>{inWords(program)}</IndexTable.Cell>
          <IndexTable.Cell className={styles.codes}>
            <CodeText code={program.template} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={program.creators} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <CountText count={program.orders} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <MoneyText amount={program.net} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function ProgramsList({ programs }: Shown) {
  const t = useWords();
  const inWords = useDiscountWords();
  return (
    <Records label={t("programs:title")}>
      {programs.map((program) => (
        <RecordItem key={program.id}>
          <BlockStack gap="050">
            <ProgramName program={program} />
            <Text as="span" tone="subdued">
              {inWords(program)} · <CodeText code={program.template} />
            </Text>
          </BlockStack>
          <Facts
            facts={[
              { label: t("programs:column.creators"), value: <CountText count={program.creators} /> },
              { label: t("programs:column.orders"), value: <CountText count={program.orders} /> },
              { label: t("programs:column.net"), value: <MoneyText amount={program.net} />, isLong: true },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}

function ProgramName({ program: { id, name, isArchived } }: { program: ProgramLine }) {
  const t = useWords();
  return (
    <InlineStack gap="200" blockAlign="center">
      <Text as="span" fontWeight="semibold" breakWord>
        <Link url={`/app/programs/${id}`} monochrome removeUnderline dataPrimaryLink>
          {name}
        </Link>
      </Text>
      {isArchived && <Badge>{t("programs:archived")}</Badge>}
    </InlineStack>
  );
}
