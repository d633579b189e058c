import { ActionList, Box, Button, Checkbox, InlineStack, Popover, Text } from "@shopify/polaris";
import { useState } from "react";
import type { BulkActions } from "#app/ui/admin/creators/bulk-actions.ts";
import type { Chosen } from "#app/ui/admin/creators/chosen.ts";
import { CodeMarks } from "#app/ui/admin/creators/code-marks.tsx";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { CreatorName } from "#app/ui/admin/creators/creator-name.tsx";
import styles from "#app/ui/admin/creators/creators-list.module.css";
import { useTrulyMixed } from "#app/ui/admin/creators/truly-mixed.ts";
import { MoneyText } from "#app/ui/admin/money-text.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";
import { RecordItem, Records } from "#app/ui/admin/table/record.tsx";

type Props = {
  readonly creators: readonly CreatorLine[];
  readonly total: number;
  readonly chosen: Chosen;
  readonly actions: BulkActions;
};

/** The creators on a narrow screen, ticked one by one or all at once. */
export function CreatorsList(props: Props) {
  const t = useWords();
  const { creators, chosen } = props;
  return (
    <>
      <ChosenBar {...props} />
      <Records label={t("creators:list.title")}>
        {creators.map((creator, position) => (
          <RecordItem key={creator.id}>
            <div className={styles.head}>
              <Checkbox
                label={t("creators:bulk.pick", { name: creator.name })}
                labelHidden
                checked={chosen.isAll || chosen.ids.includes(creator.id)}
                onChange={(isOn) => chosen.onSelectionChange("single" as never, isOn, creator.id, position)}
              />
              <CreatorName creator={creator} />
              <MoneyText amount={creator.net} />
            </div>
            <CodeMarks codes={creator.codes} isInline />
            <CreatorFacts creator={creator} />
          </RecordItem>
        ))}
      </Records>
    </>
  );
}

/** The other figures in one breath: the columns of a table would not fit. */
function CreatorFacts({
  creator: { orders, customers, clicks, refunded, joinedAt },
}: {
  creator: CreatorLine;
}) {
  const t = useWords();
  const { formats } = useShop();
  const facts = [
    t("creators:facts.orders", { count: orders }),
    t("creators:facts.customers", { count: customers }),
    t("creators:facts.clicks", { count: clicks }),
    ...(refunded.minor === 0 ? [] : [t("creators:facts.refunded", { amount: formats.money(refunded) })]),
    t("creators:page.joined", { day: formats.day(joinedAt) }),
  ];
  return (
    <Text as="p" tone="subdued" variant="bodySm">
      {facts.join(" · ")}
    </Text>
  );
}

/** What is ticked, and what can be done with it: stays in view while the list scrolls below it. */
function ChosenBar({ creators, total, chosen, actions }: Props) {
  const t = useWords();
  const isPage = chosen.isAll || (creators.length > 0 && chosen.ids.length === creators.length);
  const isSome = chosen.count > 0;
  const bar = useTrulyMixed<HTMLDivElement>();
  return (
    <div ref={bar} className={isSome ? `${styles.bar} ${styles.stays}` : styles.bar}>
      <Box padding="300" paddingInline="400" background={isSome ? "bg-surface-secondary" : "bg-surface"}>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Checkbox
            label={isSome ? t("creators:bulk.selected", { count: chosen.count }) : t("creators:bulk.page")}
            checked={isPage ? true : isSome ? "indeterminate" : false}
            onChange={() => chosen.onSelectionChange("page" as never, !isPage)}
          />
          {isSome && <ActionsMenu actions={actions} />}
        </InlineStack>
        {isPage && total > creators.length && (
          <Box paddingBlockStart="200">
            {chosen.isAll ? (
              <InlineStack gap="200" blockAlign="center">
                <Text as="span">{t("creators:bulk.allSelected", { count: total })}</Text>
                <Button variant="plain" onClick={chosen.clear}>
                  {t("creators:bulk.clear")}
                </Button>
              </InlineStack>
            ) : (
              <Button variant="plain" onClick={() => chosen.onSelectionChange("all" as never, true)}>
                {t("creators:bulk.all", { count: total })}
              </Button>
            )}
          </Box>
        )}
      </Box>
    </div>
  );
}

function ActionsMenu({ actions }: { actions: BulkActions }) {
  const t = useWords();
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  return (
    <Popover
      active={isOpen}
      onClose={close}
      preferredAlignment="right"
      activator={
        <Button disclosure onClick={() => setIsOpen(!isOpen)}>
          {t("creators:bulk.actions")}
        </Button>
      }
    >
      <ActionList actionRole="menuitem" sections={actions.sections} onActionAnyItem={close} />
    </Popover>
  );
}
