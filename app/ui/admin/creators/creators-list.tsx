import { CodeMarks } from "#app/ui/admin/creators/code-marks.tsx";
import type { CreatorLine } from "#app/ui/admin/creators/creator-line.ts";
import { CreatorName } from "#app/ui/admin/creators/creator-name.tsx";
import { CountText, MoneyText } from "#app/ui/admin/money-text.tsx";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import { Facts, RecordItem, Records } from "#app/ui/admin/table/record.tsx";

/** The creators on a narrow screen. */
export function CreatorsList({ creators }: { creators: readonly CreatorLine[] }) {
  const t = useWords();
  return (
    <Records label={t("creators:list.title")}>
      {creators.map((creator) => (
        <RecordItem key={creator.id}>
          <CreatorName creator={creator} />
          <CodeMarks codes={creator.codes} />
          <Facts
            facts={[
              { label: t("creators:column.orders"), value: <CountText count={creator.orders} /> },
              { label: t("creators:column.customers"), value: <CountText count={creator.customers} /> },
              { label: t("creators:column.net"), value: <MoneyText amount={creator.net} />, isLong: true },
              {
                label: t("creators:column.refunded"),
                value: <MoneyText amount={creator.refunded} />,
                isLong: true,
              },
            ]}
          />
        </RecordItem>
      ))}
    </Records>
  );
}
