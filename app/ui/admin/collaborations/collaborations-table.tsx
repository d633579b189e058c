import { BlockStack, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import { engagementOf } from "#app/creators/collaboration.ts";
import { money } from "#app/kernel/money.ts";
import { plainDay } from "#app/ui/admin/collaborations/plain-day.ts";
import { kindWord, type ShownCollaboration } from "#app/ui/admin/collaborations/shown-collaboration.ts";
import { MoneyText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/cell.module.css";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";

type Shown = { readonly collaborations: readonly ShownCollaboration[] };

/** Collaborations on a wide screen. */
export function CollaborationsTable({ collaborations, isLoading }: Shown & { isLoading: boolean }) {
  const t = useWords();
  return (
    <IndexTable
      headings={[
        { title: t("collaborations:list.creator") },
        { title: t("collaborations:list.content") },
        { title: t("collaborations:list.day") },
        { title: t("collaborations:list.reach"), alignment: "end" },
        { title: t("collaborations:list.engagement"), alignment: "end" },
        { title: t("collaborations:list.fee"), alignment: "end" },
        { title: t("collaborations:list.gift"), alignment: "end" },
      ]}
      resourceName={{
        singular: t("collaborations:list.resource.singular"),
        plural: t("collaborations:list.resource.plural"),
      }}
      itemCount={collaborations.length}
      selectable={false}
      loading={isLoading}
    >
      {collaborations.map((each, position) => (
        <IndexTable.Row key={each.id} id={each.id} position={position}>
          <IndexTable.Cell className={styles.name}>
            <CreatorLink collaboration={each} />
          </IndexTable.Cell>
          <IndexTable.Cell className={styles.codes}>
            <Content collaboration={each} />
          </IndexTable.Cell>
          <IndexTable.Cell>{plainDay(each.day)}</IndexTable.Cell>
          <IndexTable.Cell>
            <Counted count={each.reach} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Rate collaboration={each} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <MoneyText amount={money(each.feeMinor, each.currency)} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <MoneyText amount={money(each.giftMinor, each.currency)} />
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

/** Collaborations on a narrow screen. */
export function CollaborationsList({ collaborations }: Shown) {
  const t = useWords();
  return (
    <Records label={t("collaborations:title")}>
      {collaborations.map((each) => (
        <RecordItem key={each.id}>
          <InlineStack align="space-between" blockAlign="start" gap="200">
            <CreatorLink collaboration={each} />
            <Text as="span" tone="subdued" numeric>
              {plainDay(each.day)}
            </Text>
          </InlineStack>
          <Content collaboration={each} />
          <Facts
            facts={[
              { label: t("collaborations:list.reach"), value: <Counted count={each.reach} /> },
              { label: t("collaborations:list.engagement"), value: <Rate collaboration={each} /> },
              {
                label: t("collaborations:list.fee"),
                value: <MoneyText amount={money(each.feeMinor, each.currency)} />,
              },
              {
                label: t("collaborations:list.gift"),
                value: <MoneyText amount={money(each.giftMinor, each.currency)} />,
              },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}

function CreatorLink({ collaboration: { creatorId, creatorName } }: { collaboration: ShownCollaboration }) {
  return (
    <Text as="span" breakWord>
      <Link url={`/app/creators/${creatorId}`} monochrome removeUnderline>
        {creatorName}
      </Link>
    </Text>
  );
}

function Content({ collaboration }: { collaboration: ShownCollaboration }) {
  const t = useWords();
  const { id, creatorId, creatorName, kind, day, url, note } = collaboration;
  const words = { kind: t(`collaborations:kind.${kindWord(kind)}`), day: plainDay(day) };
  return (
    <BlockStack gap="050">
      <InlineStack gap="200">
        <Text as="span" fontWeight="semibold">
          <Link
            url={`/app/creators/${creatorId}/collaborations/${id}`}
            monochrome
            removeUnderline
            dataPrimaryLink
            accessibilityLabel={t("collaborations:card.open", words)}
          >
            {words.kind}
          </Link>
        </Text>
        {url && (
          <Link
            url={url}
            target="_blank"
            accessibilityLabel={t("collaborations:list.seeLabel", { ...words, creator: creatorName })}
          >
            {t("collaborations:list.see")}
          </Link>
        )}
      </InlineStack>
      {note && (
        <Text as="p" tone="subdued" variant="bodySm" breakWord>
          {note.length > 120 ? `${note.slice(0, 120)}…` : note}
        </Text>
      )}
    </BlockStack>
  );
}

function Counted({ count }: { count: number | null }) {
  const { formats } = useShop();
  return (
    <Text as="span" alignment="end" numeric tone={count === null ? "subdued" : "base"}>
      {count === null ? "–" : formats.count(count)}
    </Text>
  );
}

function Rate({ collaboration }: { collaboration: ShownCollaboration }) {
  const { formats } = useShop();
  const rate = engagementOf(collaboration);
  return (
    <Text as="span" alignment="end" numeric tone={rate === null ? "subdued" : "base"}>
      {rate === null ? "–" : `${formats.percent(rate)}%`}
    </Text>
  );
}
