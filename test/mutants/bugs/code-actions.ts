import type { Bug } from "#test/mutants/bug.ts";

const PAUSE = "test/flows/pause-code.test.ts";
const ROTATE = "test/flows/rotate-code.test.ts";

/** Bugs against pausing a code, replacing it by another, and codes for one use each. */
export const BUGS: readonly Bug[] = [
  {
    name: "a paused code credits all the same",
    file: "app/attribution/weigh.ts",
    find: 'verdict === "standing" && isPaused',
    replace: 'verdict !== "standing" && isPaused',
    test: PAUSE,
  },
  {
    name: "orders since the pause keep their credit",
    file: "app/flows/pause-code.server.ts",
    find: "    await askReattribution(tx, shopId, code.creatorId, now);\n",
    replace: "",
    test: PAUSE,
  },
  {
    name: "a discount the merchant made is switched off",
    file: "app/flows/align-code.server.ts",
    find: 'code.origin === "adopted" || ',
    replace: "",
    test: PAUSE,
  },
  {
    name: "with one code of a batch all are switched off",
    file: "app/flows/align-code.server.ts",
    find: "const done = isShared",
    replace: "const done = !isShared === isShared",
    test: PAUSE,
  },
  {
    name: "a pause takes the code's own end away",
    file: "app/flows/align-code.server.ts",
    find: "activated || isSame ? activated",
    replace: "activated || id ? activated",
    test: PAUSE,
  },
  {
    name: "what was wished last before the worker came is not looked at",
    file: "app/flows/align-code.server.ts",
    find: "!code.isPaused && !isOver",
    replace: "!isOver",
    test: PAUSE,
  },
  {
    name: "a paused code is taken for one that ended in Shopify",
    file: "app/creators/drifts.server.ts",
    find: "pause.code_id = code.id AND pause.to_at IS NULL)`;",
    replace: "pause.code_id = code.id AND pause.to_at IS NULL AND false)`;",
    test: PAUSE,
  },
  {
    name: "the old code goes on for ever in Shopify",
    file: "app/flows/rotate-code.server.ts",
    find: "  await askAlignment(tx, shopId, old.id, now);\n",
    replace: "",
    test: ROTATE,
  },
  {
    name: "the old code credits for ever",
    file: "app/creators/replaced-codes.server.ts",
    find: "held_to = greatest($3, held_from), ",
    replace: "held_to = CASE WHEN $3::timestamptz IS NULL THEN held_to END, ",
    test: ROTATE,
  },
  {
    name: "the new code does without the old one's conditions",
    file: "app/flows/rotate-code.server.ts",
    find: "return { value, conditions: kept };",
    replace: "return { value, conditions: kept && {} };",
    test: ROTATE,
  },
  {
    name: "the same form twice is rotated twice",
    file: "app/flows/rotate-code.server.ts",
    find: "if (before?.key === named.key) return { id: before.id };",
    replace: "",
    test: ROTATE,
  },
  {
    name: "links go on applying the old code",
    file: "app/flows/rotate-code.server.ts",
    find: "    await applyInstead(tx, shopId, old.id, named.code);\n",
    replace: "",
    test: ROTATE,
  },
  {
    name: "codes for one use can be used by everybody",
    file: "app/flows/single-use-codes.server.ts",
    find: "usageLimit: 1",
    replace: "usageLimit: 1000",
    test: ROTATE,
  },
  {
    name: "codes for one use are made again with the same form",
    file: "app/flows/single-use-codes.server.ts",
    find: "if (await findBatch(tx, shopId, batchId)) return { id: batchId };",
    replace: "",
    test: ROTATE,
  },
  {
    name: "a limit of uses is not looked at where Shopify is compared",
    file: "app/shopify/discount-terms.ts",
    find: "...(usageLimit !== null && { usageLimit }),",
    replace: "",
    test: ROTATE,
  },
];
