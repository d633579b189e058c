import { Badge } from "@shopify/polaris";
import type { ImportState, Outcome } from "#app/imports/import.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

const TONES = {
  mapping: "attention",
  checking: "info",
  checked: "attention",
  importing: "info",
  done: "success",
  failed: "critical",
} as const;

/** How far an import is. */
export function StateBadge({ state }: { state: ImportState }) {
  const t = useWords();
  return <Badge tone={TONES[state]}>{t(`imports:state.${state}`)}</Badge>;
}

const OUTCOME_TONES = { new: "success", changed: "info", unchanged: undefined, refused: "critical" } as const;

/** What becomes of a row. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const t = useWords();
  return <Badge tone={OUTCOME_TONES[outcome]}>{t(`imports:outcome.${outcome}`)}</Badge>;
}
