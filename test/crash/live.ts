import type { Point } from "#test/crash/points.ts";
import { startWorker } from "#test/crash/worker.ts";
import { bringLife, passTime, settled, type World } from "#test/crash/world.ts";
import { layCable } from "#test/support/cable.ts";
import { type Moment, tapWire } from "#test/support/tap.ts";
import type { Question } from "#test/support/wire.ts";

/** What lies in wait for a worker: the fault strikes at the first question, or stretch of bytes, that is recognised. */
export type Ambush = {
  readonly fault: Point["fault"];
  readonly atDatabase?: (moment: Moment, question: Question) => boolean;
  readonly atShopify?: (way: "there" | "back") => boolean;
};

/** A worker gets to its point within seconds, what earlier lives left undone included; after this it never will. */
const PATIENCE_MS = 60_000;

/**
 * Lives through life `n` with a worker of its own, ambushed or in peace, and an hour more.
 * @returns null when all went as it must: killed where it was to be killed, else all done and the worker gone when asked
 */
export async function live(world: World, n: number, ambush?: Ambush): Promise<string | null> {
  let isStruck = false;
  const strike = (isRecognised: boolean | undefined) => {
    if (isStruck || !isRecognised) return "pass";
    isStruck = true;
    if (ambush?.fault === "cut") return "cut";
    worker.kill();
    return "hold";
  };
  const tap = await tapWire(world.database.url, (moment, question) =>
    strike(ambush?.atDatabase?.(moment, question)),
  );
  const shopify = world.standIn.environment.HTTPS_PROXY ?? "";
  const cable = await layCable(shopify, (way) => strike(ambush?.atShopify?.(way)) === "pass");
  const worker = startWorker(world, { database: tap.url, shopify: cable.url });
  await bringLife(world, n);
  const left = settled(world, PATIENCE_MS).then(
    () => null,
    (late: Error) => late.message,
  );
  const end = await Promise.race([worker.gone, left]);
  if (end === null) worker.stop();
  else worker.kill();
  const code = await worker.gone;
  tap.close();
  cable.close();
  await passTime(world);
  if (ambush && !isStruck) return "never reached";
  const isRight = ambush?.fault === "kill" ? code === "SIGKILL" && end === code : end === null && code === 0;
  return isRight ? null : `${end ?? "settled"}, then ${code}`;
}
