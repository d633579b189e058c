import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { demoStory } from "#test/sandbox/play/demo/demo.ts";
import type { Memory } from "#test/sandbox/play/memory.ts";
import type { Options } from "#test/sandbox/play/options.ts";
import { replayStory } from "#test/sandbox/play/replay/replay.ts";
import { type Story, withPast } from "#test/sandbox/play/story.ts";
import { UsageError } from "#test/sandbox/play/usage.ts";

/**
 * The story to play, or to go on with. A shop that was played before stays, unless `--fresh`.
 * @throws UsageError when another shop is asked for than the one that is kept, that one is in another database, or its file cannot be read
 */
export function chooseStory(options: Options, memory: Memory | null, database: string): Story {
  const isKept = memory !== null && !options.isFresh;
  if (isKept && memory.database !== database) {
    throw new UsageError(
      `The sandbox keeps the shop "${memory.story}" in ${memory.database}, and this start would use ${database}. Set DATABASE_URL as it was then, or add --fresh to begin anew in this one.`,
    );
  }
  const story = storyOf(isKept && !options.isNamed ? memory.options : options);
  if (isKept && story.name !== memory.story) {
    throw new UsageError(
      `The sandbox keeps the shop "${memory.story}", and "${story.name}" was asked for. Add --fresh to begin anew with it, or leave its options out to go on with the one that is kept.`,
    );
  }
  if (isKept && options.isOnce && memory.next === null) {
    throw new UsageError(
      "The last play was cut off, so its figures would not be the whole shop's. Add --fresh to play it anew.",
    );
  }
  return story;
}

function storyOf({ seed, orders, months, replay, past }: Memory["options"]): Story {
  const story = replay === null ? demoStory({ seed, orders, months }).story : replayStory(readText(replay));
  return withPast(story, past);
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    const text = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    return new TextDecoder("utf-8", { fatal: true }).decode(text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason =
      code === "ENOENT"
        ? "there is no such file"
        : code === "ERR_ENCODING_INVALID_ENCODED_DATA"
          ? "it is not UTF-8"
          : message;
    throw new UsageError(
      `--replay ${JSON.stringify(file)}: ${reason}. Name a CSV file (.gz too), relative to ${process.cwd()} or from the root.`,
    );
  }
}
