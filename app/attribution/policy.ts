/** Which of several clicks pay: the last, the first, or all of them alike. */
export const MODELS = ["last", "first", "linear"] as const;
export type Model = (typeof MODELS)[number];

/** Which of several creators' codes on an order pays: the one that took off most, or the one that was entered first or last. */
export const SEVERAL_CODES = ["most-discount", "first", "last"] as const;
export type SeveralCodes = (typeof SEVERAL_CODES)[number];

/** What goes first where an order has both a creator's code and a click. */
export const FIRSTS = ["code", "link"] as const;

/** How a shop decides whose sale it was. */
export type Policy = {
  readonly first: (typeof FIRSTS)[number];
  /** A click counts for so many days of 86,400 seconds before the order: 1 to 365. A creator's program may shorten it. */
  readonly windowDays: number;
  readonly model: Model;
  readonly severalCodes: SeveralCodes;
  /** Where orders come from that never credit anybody: Shopify's `source_name`, such as `pos`. */
  readonly refusedSources: readonly string[];
};

/** The parts of a policy that say which of several touches goes first. */
export type Rule = Pick<Policy, "first" | "model" | "severalCodes">;

/** A policy and from when on it decides, until the next version does. */
export type PolicyVersion = Policy & { readonly from: Date; readonly savedAt: Date };

/** What holds until a merchant chooses otherwise. */
export const DEFAULT_POLICY: Policy = {
  first: "code",
  windowDays: 30,
  model: "last",
  severalCodes: "most-discount",
  refusedSources: [],
};

/** How a policy ranks touches; null where it does so as usual, so that it goes without saying. */
export function ruleOf({ first, model, severalCodes }: Policy): Rule | null {
  const isUsual =
    first === DEFAULT_POLICY.first &&
    model === DEFAULT_POLICY.model &&
    severalCodes === DEFAULT_POLICY.severalCodes;
  return isUsual ? null : { first, model, severalCodes };
}

/**
 * The policy that held at an instant, whenever we are asked: of the versions that had begun the one that began last; of
 * those that began in one instant the one that was saved last.
 */
export function policyAt(versions: readonly PolicyVersion[], instant: Date): Policy {
  return versions
    .filter(({ from }) => from <= instant)
    .reduce<Policy & { from?: Date; savedAt?: Date }>((best, version) => {
      if (!best.from || !best.savedAt || version.from > best.from) return version;
      return Number(version.from) === Number(best.from) && version.savedAt >= best.savedAt ? version : best;
    }, DEFAULT_POLICY);
}

/** A policy's form, as typed; `refusedSources` are parted by commas or lines. */
export type PolicyFields = {
  readonly first: string;
  readonly windowDays: string;
  readonly model: string;
  readonly severalCodes: string;
  readonly refusedSources: string;
};

/** What is wrong with each field; a field that is right is not named. */
export type PolicyRefusal = {
  readonly because: {
    readonly first?: "unknown";
    readonly windowDays?: "not-a-number" | "out-of-range";
    readonly model?: "unknown";
    readonly severalCodes?: "unknown";
    readonly refusedSources?: "too-many" | "too-long";
  };
};

const MOST_SOURCES = 50;
const LONGEST_SOURCE = 100;

/** Reads a policy's form: a policy to be kept, or what is wrong with its fields. */
export function parsePolicy(fields: PolicyFields): Policy | PolicyRefusal {
  const first = FIRSTS.find((each) => each === fields.first);
  const model = MODELS.find((each) => each === fields.model);
  const severalCodes = SEVERAL_CODES.find((each) => each === fields.severalCodes);
  const days = fields.windowDays.trim();
  const windowDays = Number(days);
  const refusedSources = sourcesIn(fields.refusedSources);
  const because = {
    ...(!first && { first: "unknown" as const }),
    ...(!/^\d{1,9}$/.test(days)
      ? { windowDays: "not-a-number" as const }
      : (windowDays < 1 || windowDays > 365) && { windowDays: "out-of-range" as const }),
    ...(!model && { model: "unknown" as const }),
    ...(!severalCodes && { severalCodes: "unknown" as const }),
    ...(refusedSources.length > MOST_SOURCES
      ? { refusedSources: "too-many" as const }
      : refusedSources.some((source) => source.length > LONGEST_SOURCE) && {
          refusedSources: "too-long" as const,
        }),
  };
  if (!first || !model || !severalCodes || Object.keys(because).length > 0) return { because };
  return { first, windowDays, model, severalCodes, refusedSources };
}

function sourcesIn(text: string): string[] {
  const named = text.split(/[,\n]/).map((source) => source.trim().toLowerCase());
  return [...new Set(named.filter((source) => source !== ""))].sort();
}
