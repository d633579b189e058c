/**
 * `npm run sandbox`: the app with a local Shopify and a played shop, on this machine alone. `--help` lists what can be said.
 * Progress goes to stderr; stdout carries the report of `--once`, and nothing else.
 */
import { chooseStory } from "#test/sandbox/play/choose.ts";
import { databaseName, remember } from "#test/sandbox/play/memory.ts";
import { HELP, type Options, readOptions } from "#test/sandbox/play/options.ts";
import { inWords, readOutcome } from "#test/sandbox/play/outcome.ts";
import { playOn } from "#test/sandbox/play/play-on.ts";
import { checkFresh } from "#test/sandbox/play/running/database.ts";
import { Asked, createEnding, type Ending } from "#test/sandbox/play/running/ending.ts";
import { start } from "#test/sandbox/play/start.ts";
import { UsageError } from "#test/sandbox/play/usage.ts";

const say = (line: string) => console.error(`sandbox: ${line}`);
const seconds = () => Math.round(performance.now() / 100) / 10;

process.exitCode = await main();
process.exit();

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options === "help") {
      await print(HELP);
      return 0;
    }
    return await runWith(options);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    say(error.message);
    return 2;
  }
}

async function runWith(options: Options): Promise<number> {
  checkFresh(process.env, options.isFresh);
  const ending = createEnding((signal) => say(`${signal}: stopping; once more to not wait`));
  try {
    return await run(ending, options);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (error instanceof Asked) return options.isOnce ? 130 : 0;
    say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await ending.stopAll();
  }
}

async function run(ending: Ending, options: Options): Promise<number> {
  const kept = remember();
  const story = chooseStory(options, kept, databaseName(process.env));
  const memory = options.isFresh ? null : kept;
  const wishes = { options, story, memory };
  const started = await start(ending, say, wishes);
  const setup = performance.now() / 1000;

  const left =
    memory === null ? story.events.length : story.events.length - (memory.next ?? story.events.length);
  if (left > 0) say(`playing ${left} events of "${story.name}"`);
  else
    say(
      `the shop "${story.name}" is kept${memory?.next === null ? ", though its play was cut off: --fresh plays it anew" : ""}`,
    );
  const { admin } = started.standIn.origins;
  const onUsable = () =>
    say(
      options.isOnce
        ? `the first orders are in after ${seconds()} s`
        : `open ${admin}   (after ${seconds()} s; Ctrl-C stops everything)`,
    );
  const played = await playOn(ending, started, wishes, { say, onUsable });
  if (!options.isOnce) {
    if (left > 0) say("the whole shop is in");
    return ending.come;
  }
  const { report, failure } = await readOutcome(started, memory, played, setup);
  await print(options.isJson ? `${JSON.stringify(report)}\n` : inWords(report));
  if (failure !== null) say(failure);
  return failure === null ? 0 : 1;
}

function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}
