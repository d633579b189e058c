import { BlockStack, IndexTable, Link, Text } from "@shopify/polaris";
import { CodeText } from "#app/ui/admin/code-text.tsx";
import { CodeBadge } from "#app/ui/admin/codes/code-badge.tsx";
import { CodeTrouble } from "#app/ui/admin/codes/code-trouble.tsx";
import { useCodeWords } from "#app/ui/admin/codes/code-words.ts";
import styles from "#app/ui/admin/codes/codes-table.module.css";
import type { CodeLine } from "#app/ui/admin/codes/shown-code.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";

const COLUMNS = ["code", "creator", "discount", "conditions", "standing"] as const;

type Shown = { readonly codes: readonly CodeLine[]; readonly now: Date };

/** Codes on a wide screen; beneath one that does not stand well is why, and what can be done. */
export function CodesTable({ codes, now, isLoading = false }: Shown & { isLoading?: boolean }) {
  const t = useWords();
  const words = useCodeWords(now);
  const headings = COLUMNS.map((column) => ({ title: t(`codes:column.${column}`) }));
  return (
    <IndexTable
      headings={headings as [(typeof headings)[number], ...typeof headings]}
      resourceName={{
        singular: t("codes:list.resource.singular"),
        plural: t("codes:list.resource.plural"),
      }}
      itemCount={codes.length}
      selectable={false}
      loading={isLoading}
    >
      {codes.map((code, position) => (
        <IndexTable.Row key={code.id} id={code.id} position={position}>
          <IndexTable.Cell className={styles.code}>
            <CodeLink code={code} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.creator}>
            <CreatorLink code={code} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.words}>
            {code.conditions.asInShopify ?? words.takes(code.value)}
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.words}>
            <Conditions code={code} now={now} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.standing}>
            <BlockStack gap="150">
              <CodeBadge code={code} now={now} />
              <CodeTrouble code={code} />
            </BlockStack>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** Codes on a narrow screen. */
export function CodesList({ codes, now }: Shown) {
  const t = useWords();
  const words = useCodeWords(now);
  return (
    <Records label={t("codes:title")}>
      {codes.map((code) => (
        <RecordItem key={code.id}>
          <Text as="span" fontWeight="semibold" breakWord>
            <CodeLink code={code} />
          </Text>
          <CodeBadge code={code} now={now} />
          <Facts
            facts={[
              { label: t("codes:column.creator"), value: <CreatorLink code={code} />, isLong: true },
              { label: t("codes:column.discount"), value: words.terms(code), isLong: true },
            ]}
          />
          <CodeTrouble code={code} />
        </RecordItem>
      ))}
    </Records>
  );
}

function CodeLink({ code: { id, code } }: { code: CodeLine }) {
  return (
    <Link url={`/app/codes/${id}`} removeUnderline>
      <CodeText code={code} />
    </Link>
  );
}

function CreatorLink({ code: { creatorId, creatorName } }: { code: CodeLine }) {
  return (
    <Link url={`/app/creators/${creatorId}`} removeUnderline>
      {creatorName}
    </Link>
  );
}

function Conditions({ code: { conditions }, now }: { code: CodeLine; now: Date }) {
  const t = useWords();
  const asked = useCodeWords(now).asks(conditions);
  if (asked.length === 0)
    return (
      <Text as="span" tone="subdued">
        {t("codes:condition.none")}
      </Text>
    );
  return (
    <BlockStack gap="050">
      {asked.map((each) => (
        <span key={each}>{each}</span>
      ))}
    </BlockStack>
  );
}
