import { FULL, QUICK, replayOf, type Sizes } from "#test/bench/part/bench.ts";

export const PARTS = [
  "ingest",
  "process",
  "freshness",
  "fairness",
  "go",
  "proxy",
  "creators",
  "preview",
  "models",
  "replay",
] as const;
export type PartName = (typeof PARTS)[number];

/** What `npm run bench -- ...` was asked to do. */
export type Options = {
  readonly parts: readonly PartName[];
  readonly sizes: Sizes;
  /** Where the figures go as one JSON object: a file, stdout in place of the table, or nowhere. */
  readonly json: { readonly to: "stdout" } | { readonly to: "file"; readonly file: string } | null;
};

export const HELP = `npm run bench -- [parts] [options]

Measures the app on this machine, with processes and a PostgreSQL of the bench's own. Parts, in their order; all when none is named:

  ingest       webhooks taken in, beside a bare server
  process      a backlog of orders applied by 1 and by 2 workers, beside raw inserts
  freshness    100 webhooks a second, in to applied
  fairness     one shop floods, another's freshness
  go           creators' links followed, and every click written
  proxy        greetings and visits through the app proxy, and the bytes of the theme extension
  creators     10,000 creators imported, and their table read
  preview      other rules tried out on 70,000 orders, by a process with 256 MB
  models       what customers will buy, fitted to CDNOW's, and how true intervals are
  replay       CDNOW's whole master file, calm and rough

  --json [FILE]         the figures as one JSON object, on stdout or in a file that ends in .json
  --replay-file NAME    master (as usual), sample, or a file that the sandbox can replay
  --quick               small sizes, to see that the bench works: its figures say little
  --help                this

It ends with 1 when a target is missed.
`;

/**
 * Reads the command line.
 * @returns the options, or "help" when the help was asked for
 * @throws an error that names the word nobody understands
 */
export function readOptions(args: readonly string[]): Options | "help" {
  if (args.includes("--help")) return "help";
  const words = [...args];
  const chosen = new Set<PartName>();
  let json: Options["json"] = null;
  let sizes = words.includes("--quick") ? QUICK : FULL;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const part = PARTS.find((name) => name === word);
    if (part) chosen.add(part);
    else if (word === "--json") {
      const file = words[0]?.endsWith(".json") ? words.shift() : undefined;
      json = file === undefined ? { to: "stdout" } : { to: "file", file };
    } else if (word === "--replay-file") {
      const name = words.shift();
      if (!name) throw new Error("--replay-file needs a name: master, sample, or a file.");
      sizes = { ...sizes, replay: replayOf(name) };
    } else if (word !== "--quick") {
      throw new Error(
        `${JSON.stringify(word)} is neither a part nor an option. \`npm run bench -- --help\` lists both.`,
      );
    }
  }
  return { parts: PARTS.filter((part) => chosen.size === 0 || chosen.has(part)), sizes, json };
}
