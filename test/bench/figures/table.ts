import type { Figure, Target } from "#test/bench/figures/figure.ts";
import type { Memory } from "#test/bench/running/memory.ts";

/** The figures as a table for people: a heading for each part, then what, measured, target, met. */
export function tableOf(figures: readonly Figure[]): string {
  return [...Map.groupBy(figures, ({ part }) => part)]
    .map(([part, own]) => {
      const rows = own.map((one) => [
        one.what,
        [written(one.value), one.unit].filter(Boolean).join(" "),
        one.target === null ? "" : wanted(one.target),
        one.isMet === null ? "" : one.isMet ? "met" : "MISSED",
      ]);
      return `${part}\n${columns(rows)}`;
    })
    .join("\n\n");
}

/** What memory the processes held, as a table for people, in MiB. */
export function memoryTable(memory: readonly Memory[]): string {
  const head = ["memory, MiB resident", "for", "start", "end", "peak", "second half"];
  const rows = memory.map(({ who, seconds, start, end, peak, secondHalf }) => [
    who,
    `${Math.round(seconds)} s`,
    ...[start, end, peak].map((mib) => String(Math.round(mib))),
    `${secondHalf < 0 ? "" : "+"}${secondHalf.toFixed(1)}`,
  ]);
  return columns([head, ...rows]);
}

/** Pads cells so that columns stand under each other: the first to the left, numbers to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join("\n");
}

/** Whole numbers with thousands apart; others with two digits that matter, three from 10 on. */
function written(value: number | string): string {
  if (typeof value === "string") return value;
  if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString("en-US");
  return value.toPrecision(Math.abs(value) >= 10 ? 3 : 2);
}

function wanted(target: Target): string {
  if ("atLeast" in target) return `>= ${written(target.atLeast)}`;
  return "atMost" in target ? `<= ${written(target.atMost)}` : `= ${written(target.exactly)}`;
}
