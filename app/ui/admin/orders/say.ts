import type { Names, Sentence } from "#app/attribution/sentence.ts";
import { money } from "#app/kernel/money.ts";
import type { ShownOrder } from "#app/ui/admin/orders/shown-order.ts";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

/** How an order's explanation is put into words: creators by name, amounts and instants as the shop writes them. */
export function useSay(order: Pick<ShownOrder, "names" | "currency">) {
  const t = useWords();
  const { formats } = useShop();
  const names: Names = {
    creatorName: (id) => order.names[id] ?? id,
    money: (minor) => formats.money(money(minor, order.currency)),
    when: (instant) => t("shell:when", { day: formats.day(instant), time: formats.time(instant) }),
    share: (millionths) => `${formats.percent(10 * Math.round(millionths / 1000))}%`,
  };
  // The keys come from the decision, not from this file; because.test.ts holds them to the words.
  const say = ({ key, values }: Sentence) => String(t(`because:${key}` as never, values as never));
  return { say, names };
}
