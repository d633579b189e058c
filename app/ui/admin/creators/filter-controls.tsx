import { BlockStack, ChoiceList, type FilterInterface, TextField } from "@shopify/polaris";
import { CODE_STANDINGS, type CreatorsQuery, ORDERS, STATUSES } from "#app/attribution/creators-query.ts";
import type { ProgramName } from "#app/ui/admin/creators/creator-line.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** Changes what the table shows. */
export type Show = (change: Partial<CreatorsQuery>) => void;

/** The filters of the table, each with its control. */
export function useFilterControls(
  query: CreatorsQuery,
  programs: readonly ProgramName[],
  show: Show,
): FilterInterface[] {
  const t = useWords();
  const control = (key: keyof Pick<CreatorsQuery, "status" | "orders" | "codes">, all: readonly string[]) => {
    const label = t(`creators:filter.${key}.label`);
    const isMany = key === "codes";
    const selected = [query[key] ?? []].flat();
    return {
      key,
      label,
      filter: (
        <ChoiceList
          title={label}
          titleHidden
          allowMultiple={isMany}
          choices={all.map((value) => ({ value, label: t(`creators:filter.${key}.${value}` as never) }))}
          selected={selected}
          onChange={(values: string[]) => show({ [key]: isMany ? values : (values[0] ?? null) })}
        />
      ),
      pinned: key !== "orders",
    };
  };
  return [
    control("status", STATUSES),
    {
      key: "programs",
      label: t("creators:filter.program.label"),
      filter: (
        <ChoiceList
          title={t("creators:filter.program.label")}
          titleHidden
          allowMultiple
          choices={programChoices(programs, query.programs, t)}
          selected={[...query.programs]}
          onChange={(values: string[]) => show({ programs: values as unknown as CreatorsQuery["programs"] })}
        />
      ),
      pinned: true,
    },
    control("orders", ORDERS),
    control("codes", CODE_STANDINGS),
    {
      key: "joined",
      label: t("creators:filter.joined.label"),
      filter: <Days query={query} show={show} />,
    },
  ];
}

/** The programs to choose from: archived ones say so; one that is gone stays as long as it is chosen. */
function programChoices(
  programs: readonly ProgramName[],
  chosen: readonly string[],
  t: ReturnType<typeof useWords>,
) {
  const known = new Set(["none", ...programs.map(({ id }) => id)]);
  return [
    ...programs.map(({ id, name, isArchived }) => ({
      value: id,
      label: isArchived ? t("creators:filter.program.archived", { name }) : name,
    })),
    { value: "none", label: t("creators:filter.program.none") },
    ...chosen
      .filter((id) => !known.has(id))
      .map((id) => ({ value: id, label: t("creators:filter.program.unknown") })),
  ];
}

function Days({ query, show }: { query: CreatorsQuery; show: Show }) {
  const t = useWords();
  const { joinedFrom, joinedTo } = query;
  return (
    <BlockStack gap="300">
      <TextField
        type="date"
        label={t("creators:filter.joined.from")}
        value={joinedFrom ?? ""}
        max={joinedTo ?? undefined}
        onChange={(day) => show({ joinedFrom: day || null })}
        autoComplete="off"
      />
      <TextField
        type="date"
        label={t("creators:filter.joined.to")}
        value={joinedTo ?? ""}
        min={joinedFrom ?? undefined}
        onChange={(day) => show({ joinedTo: day || null })}
        autoComplete="off"
      />
    </BlockStack>
  );
}
