import type { CodeLine } from "#app/ui/admin/codes/shown-code.ts";

type NamedCode = { readonly id: string; readonly code: string };

/** A code as its own page shows it; instants as ISO text. */
export type ShownCodePage = CodeLine & {
  readonly pauses: readonly { readonly from: string; readonly to: string | null }[];
  readonly replacedBy: NamedCode | null;
  readonly replaces: NamedCode | null;
  readonly batch: { readonly id: string; readonly title: string } | null;
};

/** Whether another code can do what this one does: it stands, and we have words for it. */
export const canBeCopied = ({ state, conditions }: ShownCodePage, isOver: boolean): boolean =>
  state !== "refused" && !isOver && conditions.asInShopify === undefined;
