import type { ActionListProps, IndexTableProps } from "@shopify/polaris";
import type { ProgramName } from "#app/ui/admin/creators/creator-line.ts";
import type { useBulk } from "#app/ui/admin/creators/use-bulk.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** What can be done with the creators that are ticked: as a table's bar shows it, and as one menu. */
export type BulkActions = {
  readonly promoted: NonNullable<IndexTableProps["promotedBulkActions"]>;
  readonly more: NonNullable<IndexTableProps["bulkActions"]>;
  readonly sections: NonNullable<ActionListProps["sections"]>;
};

/** Words and order of the actions; what they do is `bulk`'s. */
export function useBulkActions(
  bulk: ReturnType<typeof useBulk>,
  programs: readonly ProgramName[],
): BulkActions {
  const t = useWords();
  const pause = { content: t("creators:bulk.pause"), onAction: bulk.pause, disabled: bulk.isBusy };
  const resume = { content: t("creators:bulk.resume"), onAction: bulk.resume, disabled: bulk.isBusy };
  const moves = [
    ...programs
      .filter(({ isArchived }) => !isArchived)
      .map(({ id, name }) => ({ content: name, onAction: () => bulk.move(id), disabled: bulk.isBusy })),
    { content: t("creators:bulk.moveOut"), onAction: () => bulk.move(""), disabled: bulk.isBusy },
  ];
  const more = [
    { content: t("creators:bulk.addCodes"), onAction: bulk.addCodes },
    { content: t("creators:bulk.export"), onAction: bulk.exportFile },
    { content: t("creators:bulk.copy"), onAction: bulk.copyEmails },
  ];
  const title = t("creators:bulk.move");
  return {
    promoted: [pause, resume, { title, actions: moves }],
    more,
    sections: [{ items: [pause, resume] }, { items: more }, { title, items: moves }],
  };
}
