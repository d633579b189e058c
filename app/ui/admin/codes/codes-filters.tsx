import { Box, Icon, Select, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useEffect, useRef, useState } from "react";
import {
  CODE_KINDS,
  CODE_STATES,
  type CodeKind,
  type CodeState,
  type CodesQuery,
} from "#app/creators/codes-query.ts";
import styles from "#app/ui/admin/codes/codes-filters.module.css";
import type { ProgramChoice } from "#app/ui/admin/codes/shown-code.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const TYPING_MS = 300;

/** The search of the codes, heard when typing pauses, and what they are narrowed by. */
export function CodesFilters({
  query,
  programs,
  onChange,
}: {
  query: CodesQuery;
  programs: readonly ProgramChoice[];
  onChange: (change: Partial<CodesQuery>) => void;
}) {
  const t = useWords();
  const [typed, setTyped] = useTyped(query.search, (search) => onChange({ search }));
  const states = CODE_STATES.map((state) => ({ value: state, label: t(`codes:states.${state}`) }));
  const kinds = CODE_KINDS.map((kind) => ({ value: kind, label: t(`codes:kinds.${kind}`) }));
  return (
    <Box padding="300">
      <div className={styles.filters}>
        <div className={styles.search}>
          <TextField
            label={t("codes:list.search")}
            labelHidden
            type="search"
            placeholder={t("codes:list.searchHint")}
            prefix={<Icon source={SearchIcon} />}
            value={typed}
            onChange={setTyped}
            clearButton
            onClearButtonClick={() => setTyped("")}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
        <Select
          label={t("codes:filter.state")}
          labelHidden
          options={[{ value: "", label: t("codes:filter.allStates") }, ...states]}
          value={query.state ?? ""}
          onChange={(state) => onChange({ state: (state || null) as CodeState | null })}
        />
        {programs.length > 0 && (
          <Select
            label={t("codes:filter.program")}
            labelHidden
            options={[
              { value: "", label: t("codes:filter.allPrograms") },
              ...programs.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={query.programId ?? ""}
            onChange={(programId) => onChange({ programId: programId || null })}
          />
        )}
        <Select
          label={t("codes:filter.kind")}
          labelHidden
          options={[{ value: "", label: t("codes:filter.allKinds") }, ...kinds]}
          value={query.kind ?? ""}
          onChange={(kind) => onChange({ kind: (kind || null) as CodeKind | null })}
        />
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
