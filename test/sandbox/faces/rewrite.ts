import { Transform } from "node:stream";

/** What stands in a response, and what a browser shall find instead. Plain ASCII both. */
export type Rewrite = readonly [from: string, to: string];

/** Rewrites a whole text in one pass; the longest pattern at a place wins, and what was put in is not read again. */
export function rewriteText(text: string, rewrites: readonly Rewrite[]): string {
  const table = new Map(rewrites);
  return text.replaceAll(patternOf(rewrites), (found) => table.get(found) ?? found);
}

/**
 * Rewrites a stream of bytes as `rewriteText` would the whole, whatever the chunks: it holds back only a tail that may
 * begin a pattern. Bytes that are in no pattern pass untouched, also half of a letter.
 */
export function rewriteStream(rewrites: readonly Rewrite[]): Transform {
  const table = new Map(rewrites);
  const pattern = patternOf(rewrites);
  const longest = Math.max(0, ...rewrites.map(([from]) => from.length));
  const mayBegin = (tail: string) =>
    rewrites.some(([from]) => from.length > tail.length && from.startsWith(tail));
  let held = "";

  function pass(text: string, isLast: boolean): string {
    let out = "";
    let at = 0;
    for (;;) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      const end = match ? match.index : text.length - 1;
      let tail = Math.max(at, text.length - longest + 1);
      while (!isLast && tail <= end && !mayBegin(text.slice(tail))) tail++;
      if (!isLast && tail <= end) {
        held = text.slice(tail);
        return out + text.slice(at, tail);
      }
      if (!match) {
        held = "";
        return out + text.slice(at);
      }
      out += text.slice(at, match.index) + table.get(match[0]);
      at = match.index + match[0].length;
    }
  }

  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, Buffer.from(pass(held + chunk.toString("latin1"), false), "latin1"));
    },
    flush(done) {
      done(null, Buffer.from(pass(held, true), "latin1"));
    },
  });
}

function patternOf(rewrites: readonly Rewrite[]): RegExp {
  const parts = rewrites.map(([from]) => from).toSorted((a, b) => b.length - a.length);
  return new RegExp(parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "g");
}
