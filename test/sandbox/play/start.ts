import path from "node:path";
import { portsFrom } from "#test/sandbox/network/ports.ts";
import { enroll, install, waitForCodes } from "#test/sandbox/play/enroll.ts";
import { forget, JOURNAL, type Memory } from "#test/sandbox/play/memory.ts";
import type { Options } from "#test/sandbox/play/options.ts";
import { createPlayer } from "#test/sandbox/play/player.ts";
import { openReader, type Reader } from "#test/sandbox/play/report/reader.ts";
import { startApp } from "#test/sandbox/play/running/app.ts";
import { startBuild, whyBuild } from "#test/sandbox/play/running/build.ts";
import type { Child } from "#test/sandbox/play/running/child.ts";
import { openDatabase } from "#test/sandbox/play/running/database.ts";
import type { Ending } from "#test/sandbox/play/running/ending.ts";
import { kept, ROOT } from "#test/sandbox/play/running/place.ts";
import type { Story } from "#test/sandbox/play/story.ts";
import { ROUGH } from "#test/sandbox/play/weather/rough.ts";
import { type StandIn, startStandIn } from "#test/sandbox/sandbox.ts";

/** A running sandbox, its shop installed and its creators' codes in Shopify. */
export type Started = {
  readonly standIn: StandIn;
  readonly reader: Reader;
  readonly workers: readonly Child[];
};

type Wishes = { readonly options: Options; readonly story: Story; readonly memory: Memory | null };

/** Few enough that the player never runs far ahead of the app. */
const WAITING = 128;

/** Brings up everything, in the sequence in which it must be stopped backwards: database, stand-in, workers, web. */
export async function start(ending: Ending, say: (line: string) => void, wishes: Wishes): Promise<Started> {
  const { options, story, memory } = wishes;
  const why = options.isDev ? null : whyBuild();
  if (why !== null) {
    say(`building the app: ${why}`);
    const build = await ending.hold(startBuild, (one) => one.stop());
    await Promise.race([build.done, ending.come]);
  }
  say(process.env.DATABASE_URL ? "database: the server of DATABASE_URL" : "database: embedded PostgreSQL");
  const database = await ending.hold(
    () => openDatabase(process.env, options.isFresh),
    (one) => one.stop(),
  );
  if (memory === null) forget();

  say("local Shopify");
  const standIn = await ending.hold(
    () => openStandIn(story, options),
    (one) => one.stop(),
  );
  standIn.setStatus({
    phase: "Starting the app",
    done: 0,
    total: story.events.length,
    isUsable: false,
    isOver: false,
  });
  say(`the app and ${options.workers} worker${options.workers === 1 ? "" : "s"}`);
  const workers = await startApp(ending, say, {
    standIn,
    databaseUrl: database.url,
    isDev: options.isDev,
    workers: options.workers,
  });

  const setUp = async () => {
    if (standIn.life.isErased() && !standIn.life.isInstalled()) {
      say("the app was uninstalled and the shop erased: installing it again");
      await standIn.life.reinstall();
    }
    if (memory === null) await bringPast(say, standIn, story);
    if (standIn.life.isInstalled()) await install(standIn);
    const reader = await ending.hold(
      () => openReader(database.url, story.settings.domain),
      (one) => one.close(),
    );
    if (!standIn.life.isErased()) await checkMemory(reader, memory);
    if (memory === null) await fill(ending, say, { standIn, reader, workers }, story);
    return { standIn, reader, workers };
  };
  return Promise.race([setUp(), ending.come]);
}

/** Where the ports begin; SANDBOX_PORT says otherwise, for a second sandbox that starts at the same moment. */
const FIRST_PORT = Number(process.env.SANDBOX_PORT ?? 4400);

/** A play is months long at once: a shop of the largest plan, every order of which the app may ask for. */
function openStandIn({ settings }: Story, { faults }: Options): Promise<StandIn> {
  return startStandIn({
    cacheDir: path.join(ROOT, ".cache"),
    journalPath: kept(JOURNAL),
    tomlPath: path.join(ROOT, "shopify.app.toml"),
    appKey: "sandbox_key",
    appSecret: "sandbox_secret",
    shop: { ...settings, plan: "plus" },
    hasAllOrders: true,
    ports: portsFrom(FIRST_PORT),
    deliveries: { waiting: WAITING, ...(faults === "rough" && { faults: ROUGH }) },
  });
}

/** The database and the stand-in's memory must be of the same shop. */
async function checkMemory(reader: Reader, memory: Memory | null): Promise<void> {
  const [row] = await reader.shop("SELECT count(*)::int AS count FROM creator WHERE shop_id = $1", [
    reader.shopId,
  ]);
  const count = Number(row?.count);
  if (memory === null && count > 0) {
    throw new Error(
      `The database has ${count} creators already, of a shop that the local Shopify does not remember: a start was cut off, or .data/sandbox was removed. Add --fresh to begin anew.`,
    );
  }
  if (memory !== null && count === 0) {
    throw new Error(
      `The local Shopify remembers the shop "${memory.story}", which the database does not hold: it is another database, or was emptied. Add --fresh to begin anew.`,
    );
  }
}

/** What was in the shop before the app came: its customers, and the orders of its past, which no webhook tells. */
async function bringPast(say: (line: string) => void, standIn: StandIn, story: Story): Promise<void> {
  for (const customer of story.customers) standIn.past.customers.keep(customer);
  const events = story.events.slice(0, story.past ?? 0);
  await createPlayer(standIn.past, events, 0).play();
  if (events.length > 0) say(`${events.length} events before the install: they come by backfill`);
}

async function fill(
  ending: Ending,
  say: (line: string) => void,
  { standIn, reader }: Started,
  story: Story,
): Promise<void> {
  const isOver = () => ending.isComing;
  say(`${story.creators.length} creators with their codes, by the app's own form`);
  await enroll(standIn, story.creators, isOver);
  await waitForCodes(standIn, reader, story.creators, isOver);
}
