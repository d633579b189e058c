import { SAME_BY, type SameBy } from "#app/creators/same-person.ts";
import { countIn } from "#app/kernel/typed.ts";

/** Which of several clicks pay: the last, the first, or all of them alike. */
export const MODELS = ["last", "first", "linear"] as const;
export type Model = (typeof MODELS)[number];

/** Which of several creators' codes on an order pays: the one that took off most, or the one that was entered first or last. */
export const SEVERAL_CODES = ["most-discount", "first", "last"] as const;
export type SeveralCodes = (typeof SEVERAL_CODES)[number];

/** What goes first where an order has both a creator's code and a click. */
export const FIRSTS = ["code", "link"] as const;

/** For how long a customer stays with the creator whose code or link brought them, where no other does. */
export const BINDINGS = ["off", "orders", "months", "forever"] as const;

/** Whether the creator who brought a customer keeps them, or whoever was credited last takes them. */
export const KEEPERS = ["first", "latest"] as const;

/** How a shop decides whose sale it was. */
export type Policy = {
  readonly first: (typeof FIRSTS)[number];
  /** A click counts for so many days of 86,400 seconds before the order: 1 to 365. A creator's program may shorten it. */
  readonly windowDays: number;
  /** Programs whose creators' clicks count for fewer days, by id. */
  readonly programDays: Readonly<Record<string, number>>;
  readonly model: Model;
  readonly severalCodes: SeveralCodes;
  readonly binding: (typeof BINDINGS)[number];
  /** For how many orders after the one that bound, or how many months: 1 to 120. */
  readonly bindingCount: number;
  readonly bindingKeeps: (typeof KEEPERS)[number];
  /** Where orders come from that never credit anybody: Shopify's `source_name`, such as `pos`. */
  readonly refusedSources: readonly string[];
  /** By what a buyer is known to be the creator, who is then not credited. */
  readonly sameBy: readonly SameBy[];
};

/** The parts of a policy that say which of several touches goes first. */
export type Rule = Pick<Policy, "first" | "model" | "severalCodes">;

/** A policy and from when on it decides, until the next version does. */
export type PolicyVersion = Policy & { readonly from: Date; readonly savedAt: Date };

/** What holds until a merchant chooses otherwise. */
export const DEFAULT_POLICY: Policy = {
  first: "code",
  windowDays: 30,
  programDays: {},
  model: "last",
  severalCodes: "most-discount",
  binding: "off",
  bindingCount: 12,
  bindingKeeps: "first",
  refusedSources: [],
  sameBy: SAME_BY,
};

/** A policy that was kept before it said all it says now: what it does not name is as usual. */
export const wholePolicy = (kept: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, ...kept });

/** How a policy ranks touches; null where it does so as usual, so that it goes without saying. */
export function ruleOf({ first, model, severalCodes }: Policy): Rule | null {
  const isUsual =
    first === DEFAULT_POLICY.first &&
    model === DEFAULT_POLICY.model &&
    severalCodes === DEFAULT_POLICY.severalCodes;
  return isUsual ? null : { first, model, severalCodes };
}

/**
 * The policy that holds for an instant, whenever we are asked: of the versions that had begun by then the one that was saved
 * last, so that one which begins in the past takes the place of those it covers.
 */
export function policyAt(versions: readonly PolicyVersion[], instant: Date): Policy {
  return versions
    .filter(({ from }) => from <= instant)
    .reduce<Policy & { savedAt?: Date }>(
      (best, version) => (best.savedAt && best.savedAt > version.savedAt ? best : version),
      DEFAULT_POLICY,
    );
}

/** The versions that still hold for some time, each from when on, oldest first: those no later one covers wholly. */
export function standingVersions(versions: readonly PolicyVersion[]): PolicyVersion[] {
  return versions
    .filter(
      (version, index) =>
        !versions.some(
          (other, place) =>
            other.from <= version.from &&
            (other.savedAt > version.savedAt ||
              (Number(other.savedAt) === Number(version.savedAt) && place > index)),
        ),
    )
    .sort((a, b) => Number(a.from) - Number(b.from));
}

/** A policy's form, as typed; `refusedSources` are parted by commas or lines; `programDays` is JSON of days by program, "" for as many as the shop's; `sameBy` are parted by commas. */
export type PolicyFields = {
  readonly first: string;
  readonly windowDays: string;
  readonly programDays: string;
  readonly model: string;
  readonly severalCodes: string;
  readonly binding: string;
  readonly bindingCount: string;
  readonly bindingKeeps: string;
  readonly refusedSources: string;
  readonly sameBy: string;
};

/** What is wrong with each field; a field that is right is not named. */
export type PolicyRefusal = {
  readonly because: {
    readonly first?: "unknown";
    readonly windowDays?: "not-a-number" | "out-of-range";
    readonly programDays?: "not-a-number" | "out-of-range" | "longer";
    readonly model?: "unknown";
    readonly severalCodes?: "unknown";
    readonly binding?: "unknown";
    readonly bindingCount?: "not-a-number" | "out-of-range";
    readonly bindingKeeps?: "unknown";
    readonly refusedSources?: "too-many" | "too-long";
    readonly sameBy?: "unknown";
  };
};

const MOST_SOURCES = 50;
const LONGEST_SOURCE = 100;
const MOST_DAYS = 365;
const MOST_BOUND = 120;

/** Reads a policy's form: a policy to be kept, or what is wrong with its fields. */
export function parsePolicy(fields: PolicyFields): Policy | PolicyRefusal {
  const first = FIRSTS.find((each) => each === fields.first);
  const model = MODELS.find((each) => each === fields.model);
  const severalCodes = SEVERAL_CODES.find((each) => each === fields.severalCodes);
  const binding = BINDINGS.find((each) => each === fields.binding);
  const bindingKeeps = KEEPERS.find((each) => each === fields.bindingKeeps);
  const windowDays = countIn(fields.windowDays, MOST_DAYS);
  const programDays = programDaysIn(
    fields.programDays,
    typeof windowDays === "number" ? windowDays : MOST_DAYS,
  );
  // What a binding does not ask for may stand there as it is.
  const isCounted = binding === "orders" || binding === "months";
  const bindingCount = isCounted ? countIn(fields.bindingCount, MOST_BOUND) : DEFAULT_POLICY.bindingCount;
  const refusedSources = sourcesIn(fields.refusedSources);
  const ways = fields.sameBy.split(",").map((way) => way.trim());
  const sameBy = SAME_BY.filter((way) => ways.includes(way));
  const isKnown = ways.every((way) => way === "" || SAME_BY.some((each) => each === way));
  const because = {
    ...(!first && { first: "unknown" as const }),
    ...(typeof windowDays !== "number" && { windowDays }),
    ...(typeof programDays === "string" && { programDays }),
    ...(!model && { model: "unknown" as const }),
    ...(!severalCodes && { severalCodes: "unknown" as const }),
    ...(!binding && { binding: "unknown" as const }),
    ...(typeof bindingCount !== "number" && { bindingCount }),
    ...(!bindingKeeps && { bindingKeeps: "unknown" as const }),
    ...(refusedSources.length > MOST_SOURCES
      ? { refusedSources: "too-many" as const }
      : refusedSources.some((source) => source.length > LONGEST_SOURCE) && {
          refusedSources: "too-long" as const,
        }),
    ...(!isKnown && { sameBy: "unknown" as const }),
  };
  if (!first || !model || !severalCodes || !binding || !bindingKeeps) return { because };
  if (typeof windowDays !== "number" || typeof bindingCount !== "number") return { because };
  if (typeof programDays === "string") return { because };
  if (Object.keys(because).length > 0) return { because };
  const bound = { binding, bindingCount, bindingKeeps };
  return { first, windowDays, programDays, model, severalCodes, ...bound, refusedSources, sameBy };
}

/** The days of programs that have fewer than the shop, or why that cannot be. */
function programDaysIn(
  text: string,
  windowDays: number,
): Record<string, number> | "not-a-number" | "out-of-range" | "longer" {
  const days: Record<string, number> = {};
  for (const [id, typed] of Object.entries(textsIn(text))) {
    if (String(typed).trim() === "") continue;
    const count = countIn(String(typed), MOST_DAYS);
    if (typeof count !== "number") return count;
    if (count > windowDays) return "longer";
    if (count < windowDays) days[id] = count;
  }
  return days;
}

function textsIn(text: string): object {
  try {
    const read: unknown = JSON.parse(text || "{}");
    return typeof read === "object" && read !== null ? read : {};
  } catch {
    return {};
  }
}

function sourcesIn(text: string): string[] {
  const named = text.split(/[,\n]/).map((source) => source.trim().toLowerCase());
  return [...new Set(named.filter((source) => source !== ""))].sort();
}
