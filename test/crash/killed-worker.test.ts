import { expect, test } from "vitest";
import { type Ambush, live } from "#test/crash/live.ts";
import { placeOf, pointsAt } from "#test/crash/points.ts";
import { startWorker } from "#test/crash/worker.ts";
import { bringLife, openWorld, outcomeOf, passTime, settled, type World } from "#test/crash/world.ts";
import { figuresOf, recomputedFigures } from "#test/support/state.ts";

const calm = await openWorld(4700);
const rough = await openWorld(4740);

/** The places a worker goes by in life `n`, in peace. */
async function placesOf(world: World, n: number): Promise<string[]> {
  const places: string[] = [];
  const noting: Ambush = {
    fault: "cut",
    atDatabase: (moment, question) => {
      const place = moment === "before" ? placeOf(question) : null;
      if (place !== null) places.push(place);
      return false;
    },
  };
  expect(await live(world, n, noting)).toBe("never reached");
  return places;
}

/** Every ambush, by its name. `made` tells how many codes Shopify has made by now. */
function ambushesAt(places: readonly string[], made: () => number): (Ambush & { readonly name: string })[] {
  const atDatabase = pointsAt(places).map(({ place, moment, fault }) => ({
    name: `${fault} ${moment} ${place}`,
    fault,
    atDatabase: ((when, question) => when === moment && placeOf(question) === place) as Ambush["atDatabase"],
  }));
  const onTheWayBack = () => {
    let before: number | null = null;
    return (way: "there" | "back") => {
      before ??= made();
      return way === "back" && made() > before;
    };
  };
  return [
    ...atDatabase,
    { name: "kill before Shopify hears", fault: "kill", atShopify: (way) => way === "there" },
    { name: "kill after Shopify made the code", fault: "kill", atShopify: onTheWayBack() },
    { name: "cut after Shopify made the code", fault: "cut", atShopify: onTheWayBack() },
  ];
}

test("a worker killed before and after whatever it does, or cut off, loses nothing and does nothing twice", async () => {
  let n = 0;
  // The first life warms up: what happens only once in a shop cannot be waited for again.
  await placesOf(calm, ++n);
  const places = await placesOf(calm, ++n);
  for (let life = 1; life <= n; life++) await bringLife(rough, life);

  const ambushes = ambushesAt(places, () => rough.standIn.shop.discounts.size);
  const failed: string[] = [];
  for (const { name, ...ambush } of ambushes) {
    const problem = await live(rough, ++n, ambush);
    if (problem !== null) failed.push(`${name}: ${problem}`);
  }
  expect(failed).toEqual([]);
  expect(ambushes.length).toBeGreaterThan(40);
  process.stdout.write(`${ambushes.length} ways to die or to be cut off were survived.\n`);

  for (let life = 3; life <= n; life++) await bringLife(calm, life);
  for (const world of [calm, rough]) {
    const worker = startWorker(world);
    // All the lives at once, on a machine that may be busy.
    await settled(world, 180_000);
    await passTime(world);
    await settled(world);
    worker.stop();
    expect(await worker.gone).toBe(0);
    const { database, shopId } = world;
    expect(await figuresOf(database, shopId)).toEqual(await recomputedFigures(database, shopId));
  }
  const outcome = await outcomeOf(rough);
  expect(outcome).toEqual(await outcomeOf(calm));
  expect(outcome.discounts).toEqual([String(n)]);
  expect(outcome.codes.filter((row) => row.includes('"isInShopify":true')).length).toBe(n);
  expect(outcome.inbox.filter((row) => !row.includes('"applied"')).length).toBe(n);
}, 1_200_000);
