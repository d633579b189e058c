import { setTimeout as pause } from "node:timers/promises";
import type { Reader } from "#test/sandbox/play/report/reader.ts";
import { askApp } from "#test/sandbox/play/running/ask-app.ts";
import type { StoryCreator } from "#test/sandbox/play/story.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";

const FORM = "/app/creators/new?_data=routes%2Fapp.creators.new";

/** Opens the app for the first time, as a merchant who just installed it. */
export async function install(standIn: StandIn): Promise<void> {
  const { status, body } = await askApp(standIn, "/app/pulse");
  if (status !== 200) throw new Error(`The app's first page answered ${status}: ${body.slice(0, 300)}`);
}

/** Enrolls the creators by the app's own form, one after the other. */
export async function enroll(
  standIn: StandIn,
  creators: readonly StoryCreator[],
  isOver: () => boolean,
): Promise<void> {
  for (const { creditFrom, ...creator } of creators) {
    if (isOver()) return;
    const { status, headers, body } = await askApp(standIn, FORM, {
      ...creator,
      creditFrom: creditFrom.toISOString(),
    });
    const target = String(headers["x-remix-redirect"] ?? headers.location ?? "");
    if ((status === 204 || status === 302) && /\/app\/creators\/[^/?]+/.test(target)) continue;
    throw new Error(
      `The app did not enroll ${creator.name} with ${creator.code}: it answered ${status} ${target} ${body.slice(0, 300)}`,
    );
  }
}

/** Waits until Shopify has every code, each made by the app's worker. Throws when one was refused, or is still missing after a minute. */
export async function waitForCodes(
  standIn: StandIn,
  reader: Reader,
  creators: readonly StoryCreator[],
  isOver: () => boolean,
): Promise<void> {
  for (const end = Date.now() + 60_000; !isOver(); await pause(50)) {
    const missing = creators.filter(({ code }) => standIn.shop.discounts.find(code) === null);
    if (missing.length === 0) return;
    const refused = await reader.shop(
      "SELECT code, problem FROM code WHERE shop_id = $1 AND state = 'refused'",
      [reader.shopId],
    );
    const [first] = refused;
    if (first) throw new Error(`Shopify refused the code ${first.code}: ${first.problem}`);
    if (Date.now() > end) {
      const jobs = await reader.queues(
        "SELECT DISTINCT last_error FROM outbox WHERE state <> 'done' AND last_error IS NOT NULL",
      );
      const errors = jobs.map((job) => job.last_error).join("; ");
      throw new Error(
        `${missing.length} codes, such as ${missing[0]?.code}, were not created within a minute. ${errors}`,
      );
    }
  }
}
