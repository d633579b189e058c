import { FormLayout, Select } from "@shopify/polaris";
import { useState } from "react";
import { addMonths, type Month } from "#app/kernel/month.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Months that can be chosen. */
const MONTHS = 36;

/** A month as it is read: "2026-03" -> "Mar 2026". */
export const monthName = (month: string): string =>
  new Intl.DateTimeFormat("en", { month: "short", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${month}-01T00:00:00Z`),
  );

/** Which months are chosen, both included, and whether they stand the wrong way round. */
export type Months = {
  readonly from: string;
  readonly to: string;
  readonly isWrong: boolean;
  readonly setFrom: (month: string) => void;
  readonly setTo: (month: string) => void;
};

/** Holds the months that are chosen. */
export function useMonths(before: { readonly from: string; readonly to: string }): Months {
  const [from, setFrom] = useState(before.from);
  const [to, setTo] = useState(before.to);
  return { from, to, isWrong: from > to, setFrom, setTo };
}

/** The first and the last of some months, as the fields `from` and `to`. */
export function MonthsField({ months, thisMonth }: { months: Months; thisMonth: string }) {
  const t = useWords();
  const { from, to, isWrong, setFrom, setTo } = months;
  const recent = Array.from({ length: MONTHS }, (_, back) => addMonths(thisMonth as Month, -back));
  const options = [...new Set([...recent, from, to])]
    .sort()
    .reverse()
    .map((value) => ({ value, label: monthName(value) }));
  return (
    <FormLayout.Group condensed>
      <Select
        name="from"
        label={t("shell:months.from")}
        options={options}
        value={from}
        onChange={setFrom}
        error={isWrong ? t("shell:months.wrong") : undefined}
      />
      <Select name="to" label={t("shell:months.to")} options={options} value={to} onChange={setTo} />
    </FormLayout.Group>
  );
}
