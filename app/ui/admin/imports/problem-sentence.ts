import type { TFunction } from "i18next";
import type { Problem } from "#app/imports/import.ts";
import type { NAMESPACES } from "#app/locales/words.ts";

const LONGEST = 60;

/** What is told of a row, as a sentence: the value, the rule, and what to do. */
export function problemSentence(t: TFunction<typeof NAMESPACES>, problem: Problem): string {
  const { column, line } = problem;
  const isSet = problem.because === "sets" && problem.value !== undefined;
  const key = isSet ? "setsTo" : problem.because;
  return t(`imports:problem.${key}` as "imports:problem.contradicts", {
    value: cut(problem.value ?? ""),
    other: cut(problem.other ?? ""),
    line: line ?? 0,
    column: column ? t(`imports:column.${column}`) : "",
  });
}

/** A value may be a whole page: as much of it as tells it from others. */
function cut(text: string): string {
  const letters = [...text];
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST).join("")}…` : text;
}

/** Why a file cannot be read, as a sentence. */
export function fileSentence(
  t: TFunction<typeof NAMESPACES>,
  because: string,
  line: number | undefined,
): string {
  const key = because.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return t(`imports:file.${key}` as "imports:file.nul", { line: line ?? 1 });
}
