import { Box, Icon, Select, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import { type CreatorsQuery, SORTS, type Sort } from "#app/ui/admin/creators/creators-query.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";
import styles from "#app/ui/admin/table/wide-or-narrow.module.css";

const TYPING_MS = 300;

/** The search of the creators' table, heard when typing pauses; on narrow screens, where no column can be clicked, the sort too. */
export function CreatorsSearch({
  query,
  onChange,
}: {
  query: CreatorsQuery;
  onChange: (change: Partial<CreatorsQuery>) => void;
}) {
  const t = useWords();
  const [typed, setTyped] = useTyped(query.search, (search) => onChange({ search }));
  const sorts = SORTS.flatMap((sort) =>
    (["descending", "ascending"] as const).map((direction) => ({
      value: `${sort} ${direction}`,
      label: t(`creators:sorted.${sort}.${direction}`),
    })),
  );
  return (
    <Box padding="300">
      <TextField
        label={t("creators:list.search")}
        labelHidden
        type="search"
        placeholder={t("creators:list.searchHint")}
        prefix={<Icon source={SearchIcon} />}
        value={typed}
        onChange={setTyped}
        clearButton
        onClearButtonClick={() => setTyped("")}
        autoComplete="off"
        spellCheck={false}
      />
      <div className={styles.narrow}>
        <Box paddingBlockStart="200">
          <Select
            label={t("creators:list.sort")}
            labelInline
            options={sorts}
            value={`${query.sort} ${query.isDescending ? "descending" : "ascending"}`}
            onChange={(value) => {
              const [sort, direction] = value.split(" ");
              onChange({ sort: sort as Sort, isDescending: direction === "descending" });
            }}
          />
        </Box>
      </div>
    </Box>
  );
}

/** What is typed, heard once typing pauses; follows the address when that changes by itself. */
function useTyped(heard: string, onHear: (text: string) => void) {
  const [typed, setTyped] = useState(heard);
  const hear = useRef(onHear);
  hear.current = onHear;
  const told = useRef(heard);
  useEffect(() => {
    if (typed === told.current) return;
    const timer = setTimeout(() => {
      told.current = typed;
      hear.current(typed);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    if (heard === told.current) return;
    told.current = heard;
    setTyped(heard);
  }, [heard]);
  return [typed, setTyped] as const;
}
