import { fitBgNbd } from "#app/ltv/bg-nbd.ts";
import { fitGammaGamma } from "#app/ltv/gamma-gamma.ts";
import { bootstrapT } from "#app/statistics/interval.ts";
import { dice } from "#app/statistics/random.ts";
import { type Figure, figure } from "#test/bench/figures/figure.ts";
import { median } from "#test/bench/figures/spread.ts";
import type { Part } from "#test/bench/part/bench.ts";
import { dayOf, readMaster, seenBy } from "#test/ltv/cdnow.ts";

/** So many customers, drawn with replacement from CDNOW's. */
const DRAWN = 30;
const RESAMPLES = 999;
const LEVEL = 0.95;

/** CDNOW's whole shop: how long its models take to fit, and whether intervals hold what they say they hold. */
export const models: Part = async ({ sizes, say }) => {
  const purchases = readMaster();
  const customers = seenBy(purchases, dayOf("19980630"));
  const seconds = Array.from({ length: sizes.turns + 2 }, () => {
    const began = performance.now();
    if (!fitBgNbd(customers).converged || !fitGammaGamma(customers).converged)
      throw new Error("The models of CDNOW's customers did not converge.");
    return (performance.now() - began) / 1000;
  });
  say(`models: fitted to ${customers.length} customers`);
  const totals = [...Map.groupBy(purchases, ({ customer }) => customer).values()].map((bought) =>
    bought.reduce((sum, { cents }) => sum + cents, 0),
  );
  return [
    figure("models", `both models fitted to ${customers.length} customers`, median(seconds), "s", {
      atMost: 1,
    }),
    ...coverage(totals, sizes.repetitions),
  ];
};

/** How often the interval holds the mean of all, and how wide it is: wider is not better. */
function coverage(totals: readonly number[], repetitions: number): Figure[] {
  const truth = totals.reduce((sum, total) => sum + total, 0) / totals.length;
  const random = dice(1997);
  let held = 0;
  const widths: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const drawn = Array.from({ length: DRAWN }, () => totals[Math.floor(random() * totals.length)] ?? 0);
    const { low, high } = bootstrapT(drawn, { level: LEVEL, resamples: RESAMPLES, random });
    if (low <= truth && truth <= high) held++;
    widths.push((high - low) / truth);
  }
  const share = held / repetitions;
  const what = `${DRAWN} customers, ${repetitions} times, nominal ${LEVEL}`;
  return [
    figure("models", `mean held by the interval of ${what}, at least`, share, "", { atLeast: 0.895 }),
    figure("models", "the same, at most", share, "", { atMost: 0.92 }),
    figure("models", "median width of that interval by the mean, at least", median(widths), "", {
      atLeast: 1.1,
    }),
    figure("models", "the same, at most", median(widths), "", { atMost: 1.4 }),
  ];
}
