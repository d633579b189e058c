import { TextField } from "@shopify/polaris";
import { addDays } from "#app/kernel/day.ts";
import type { ShownCodePage } from "#app/ui/admin/code/shown.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** So many days after a day: "2026-03-10" -> "2026-04-09". A post is read for some weeks. */
export const inDays = (today: string, days = 30): string => addDays(today, days);

/** The last day on which a code credits; in Shopify, too, unless the merchant made its discount. */
export function EndField({
  label,
  origin,
  value,
  onChange,
  error,
  today,
}: {
  label: string;
  origin: ShownCodePage["origin"];
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  today: string;
}) {
  const t = useWords();
  return (
    <TextField
      name="endsOn"
      type="date"
      label={label}
      helpText={t(origin === "adopted" ? "codes:rotate.endsOnAdopted" : "codes:rotate.endsOnHelp")}
      min={today}
      value={value}
      onChange={onChange}
      error={error}
      autoComplete="off"
    />
  );
}
