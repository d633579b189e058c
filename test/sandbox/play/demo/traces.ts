import type { CastCreator } from "#test/sandbox/play/demo/cast.ts";
import { CREATORS } from "#test/sandbox/play/demo/creators.ts";
import { doorOf } from "#test/sandbox/play/demo/door.ts";
import { byLink, type Draft } from "#test/sandbox/play/demo/shopper.ts";
import { leakedAt, type Window } from "#test/sandbox/play/demo/when.ts";
import { createRandom } from "#test/sandbox/random.ts";

const HOME = [
  ["US", 88],
  ["CA", 7],
  ["GB", 3],
  ["AU", 2],
] as const;
/** Where those live who find a leaked code: everywhere. */
const ABROAD = "US US US US US CA GB DE FR IN BR NL ES IT MX PL".split(" ");

/** How likely an order with a leaked code is of somebody who has it from elsewhere. */
const FROM_ELSEWHERE = 0.85;

/**
 * Adds to an order what nobody's credit depends on: the country it is sent to, whether a shopper with a creator's code
 * clicked the link as well, and by which door they came in once the code had leaked. Drawn apart, so that all else stays as drawn.
 */
export function traced(draft: Draft, window: Window, seed: number, index: number): Draft {
  const { placed, person } = draft;
  if (person.kind === "nobody") return draft;
  const random = createRandom(seed, `traces ${index}`);
  const country = createRandom(seed, `home of ${person.customer.id}`).weighted(HOME);
  const creator = creatorOf(draft);
  if (!creator) return { ...draft, placed: { ...placed, country } };
  const leak = leakedAt(creator, window);
  if (leak && placed.at >= leak && random.chance(FROM_ELSEWHERE)) {
    const abroad = createRandom(seed, `abroad ${person.customer.id}`).pick(ABROAD);
    return { ...draft, placed: { ...placed, ...doorOf(random, creator, true), country: abroad } };
  }
  const way = random.chance(creator.clicks) ? byLink(random, creator, placed.at) : doorOf(random, creator);
  return { ...draft, placed: { ...placed, ...way, country } };
}

/** Whose code the order has, the last it has where there are two. */
function creatorOf({ placed }: Draft): CastCreator | null {
  const code = placed.codes?.at(-1)?.code.toUpperCase();
  return CREATORS.find((one) => one.code === code) ?? null;
}
