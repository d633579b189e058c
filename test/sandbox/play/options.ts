import { parseArgs } from "node:util";
import { UsageError } from "#test/sandbox/play/usage.ts";

/** What `npm run sandbox -- ...` was asked to do. */
export type Options = {
  /** Play to the end, wait until nothing waits, report, and exit. */
  readonly isOnce: boolean;
  /** The report is one JSON object on stdout. */
  readonly isJson: boolean;
  /** Forget the shop that was played before. */
  readonly isFresh: boolean;
  /** Run the app by Vite, with reload. */
  readonly isDev: boolean;
  readonly seed: number;
  readonly orders: number;
  readonly months: number;
  /** CSV to play instead of the demo shop. */
  readonly replay: string | null;
  /** Of how many months, from the first order on, the app hears by backfill: it is installed then. */
  readonly past: number;
  readonly workers: number;
  /** The weather the play goes through; null is calm. */
  readonly faults: "rough" | null;
  /** Whether the shop to play was named: by a seed, a size, a file or its past. */
  readonly isNamed: boolean;
};

export const HELP = `npm run sandbox -- [options]

Starts the app with a local Shopify and a played shop. Ctrl-C stops everything; a second start keeps the shop.

  --fresh          begin anew: forget the shop that was played before
  --seed N         another shop of the same kind (default 1)
  --orders N       orders of the demo shop (default 4000)
  --months N       months the demo shop has been open, up to 2026-10-31 (default 18)
  --replay FILE    play a CSV instead: order,customer,email,at,total,currency,code,link,refunds_order; or CDNOW's files; .gz too
  --past N         the app is installed N months after the first order: what was before comes by backfill (default 0)
  --workers N      worker processes (default 2)
  --faults rough   deliveries come twice, late, in another sequence or never, and workers are killed
  --dev            run the app by Vite, with reload
  --once           play to the end, report, stop
  --json           with --once: the report is one JSON object on stdout
  --help           this
`;

const KNOWN = {
  once: { type: "boolean" },
  json: { type: "boolean" },
  fresh: { type: "boolean" },
  dev: { type: "boolean" },
  help: { type: "boolean" },
  seed: { type: "string" },
  orders: { type: "string" },
  months: { type: "string" },
  replay: { type: "string" },
  past: { type: "string" },
  workers: { type: "string" },
  faults: { type: "string" },
} as const;

/**
 * Reads the command line.
 * @returns the options, or "help" when only the help was asked for
 * @throws UsageError
 */
export function readOptions(args: readonly string[]): Options | "help" {
  const given = parse(args);
  if (given.help) return "help";
  if (given.faults !== undefined && given.faults !== "rough") {
    throw new UsageError(
      `--faults ${JSON.stringify(given.faults)}: rough is the only weather there is. Write --faults rough, or leave it out for a calm play.`,
    );
  }
  if (given.json && !given.once) {
    throw new UsageError("--json reports when the play is over, which only --once waits for. Add --once.");
  }
  if (given.once && given.dev) {
    throw new UsageError(
      "--dev is for a person at the screen; --once measures the production build. Leave one of them out.",
    );
  }
  const sized = (["seed", "orders", "months"] as const).find((name) => given[name] !== undefined);
  if (given.replay !== undefined && sized) {
    throw new UsageError(
      `--${sized} sizes the demo shop, and --replay plays ${given.replay} as it is. Leave one of them out.`,
    );
  }
  return {
    isOnce: given.once ?? false,
    isJson: given.json ?? false,
    isFresh: given.fresh ?? false,
    isDev: given.dev ?? false,
    seed: whole("seed", given.seed, 1, 0, 4_294_967_295),
    orders: whole("orders", given.orders, 4000, 1, 1_000_000),
    months: whole("months", given.months, 18, 1, 120),
    replay: given.replay ?? null,
    past: whole("past", given.past, 0, 0, 120),
    workers: whole("workers", given.workers, 2, 1, 16),
    faults: given.faults ?? null,
    isNamed: given.replay !== undefined || sized !== undefined || given.past !== undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: KNOWN, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const [reason = ""] = error instanceof Error ? error.message.split(". ") : [];
    throw new UsageError(`${reason}. \`npm run sandbox -- --help\` lists what can be said.`);
  }
}

function whole(name: string, text: string | undefined, usual: number, least: number, most: number): number {
  if (text === undefined) return usual;
  const value = Number(text);
  if (/^\d{1,10}$/.test(text) && value >= least && value <= most) return value;
  throw new UsageError(
    `--${name} ${JSON.stringify(text)}: must be a whole number from ${least} to ${most}. Write --${name} ${usual}, or leave it out for that.`,
  );
}
