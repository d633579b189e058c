import type { AppliedFilterInterface } from "@shopify/polaris";
import type { CreatorsQuery } from "#app/attribution/creators-query.ts";
import { LANGUAGE } from "#app/locales/words.ts";
import type { ProgramName } from "#app/ui/admin/creators/creator-line.ts";
import type { Show } from "#app/ui/admin/creators/filter-controls.tsx";
import { formatsFor } from "#app/ui/admin/formats.ts";
import { useWords } from "#app/ui/admin/page/shop.tsx";

/** The filters that leave somebody out, each in words and with the way to take it away. */
export function useAppliedFilters(
  query: CreatorsQuery,
  programs: readonly ProgramName[],
  show: Show,
): AppliedFilterInterface[] {
  const t = useWords();
  const { status, orders, codes, joinedFrom, joinedTo } = query;
  const names = query.programs.map((id) => {
    if (id === "none") return t("creators:filter.program.none");
    return programs.find((each) => each.id === id)?.name ?? t("creators:filter.program.unknown");
  });
  const applied: (AppliedFilterInterface | null)[] = [
    status && {
      key: "status",
      label: t(`creators:filter.status.${status}`),
      onRemove: () => show({ status: null }),
    },
    names.length > 0
      ? {
          key: "programs",
          label: t("creators:filter.program.applied", { names: names.join(", ") }),
          onRemove: () => show({ programs: [] }),
        }
      : null,
    orders && {
      key: "orders",
      label: t(`creators:filter.orders.${orders}`),
      onRemove: () => show({ orders: null }),
    },
    codes.length > 0
      ? {
          key: "codes",
          label: t("creators:filter.codes.applied", {
            names: codes.map((each) => t(`creators:filter.codes.short.${each}`)).join(", "),
          }),
          onRemove: () => show({ codes: [] }),
        }
      : null,
    joinedFrom || joinedTo
      ? {
          key: "joined",
          label: joinedWords(t, joinedFrom, joinedTo),
          onRemove: () => show({ joinedFrom: null, joinedTo: null }),
        }
      : null,
  ];
  return applied.filter((each) => each !== null);
}

function joinedWords(t: ReturnType<typeof useWords>, from: string | null, to: string | null): string {
  const formats = formatsFor(LANGUAGE, "UTC");
  const said = (day: string | null) => (day ? formats.day(`${day}T00:00:00Z`) : "");
  const which = from && to ? "between" : from ? "since" : "until";
  return t(`creators:filter.joined.${which}`, { from: said(from), to: said(to) });
}
