import { addMoney, type Money } from "#app/kernel/money.ts";
import { Figures } from "#app/ui/admin/figures.tsx";
import { useShop, useWords } from "#app/ui/admin/page/shop.tsx";

type Total = { readonly orders: number; readonly net: Money; readonly refunded: Money };

/** What counted orders add up to: credited to creators, to nobody, and all. */
export function CreditedTotals({
  totals: { credited, uncredited, ordersInOtherCurrencies },
}: {
  totals: { credited: Total; uncredited: Total; ordersInOtherCurrencies: number };
}) {
  const t = useWords();
  const { formats } = useShop();
  const all: Total = {
    orders: credited.orders + uncredited.orders,
    net: addMoney(credited.net, uncredited.net),
    refunded: addMoney(credited.refunded, uncredited.refunded),
  };
  const figure = (label: string, { orders, net, refunded }: Total) => ({
    label,
    value: formats.money(net),
    notes: [
      t("creators:figures.orders", { count: orders }),
      t("creators:figures.refunded", { amount: formats.money(refunded) }),
    ],
  });
  const note = [t("creators:figures.note")];
  if (ordersInOtherCurrencies > 0) {
    note.push(
      t("creators:figures.otherCurrencies", { count: ordersInOtherCurrencies, currency: all.net.currency }),
    );
  }
  return (
    <Figures
      title={t("creators:figures.title")}
      figures={[
        figure(t("creators:figures.credited"), credited),
        figure(t("creators:figures.uncredited"), uncredited),
        figure(t("creators:figures.all"), all),
      ]}
      note={note.join(" ")}
    />
  );
}
