import { emptyQueues, SOON } from "#test/sandbox/play/report/queues.ts";
import type { Reader } from "#test/sandbox/play/report/reader.ts";
import { askApp } from "#test/sandbox/play/running/ask-app.ts";
import type { StandIn } from "#test/sandbox/sandbox.ts";

const FORM = "/app/codes?index=&_data=routes%2Fapp.codes._index";

/** Lets the app do what it put off, and asks it to look for leaked codes, as a merchant would: months were played since the night before. */
export async function lookForLeaks(standIn: StandIn, reader: Reader, isOver: () => boolean): Promise<void> {
  await emptyQueues(reader, isOver, SOON);
  if (isOver() || !standIn.life.isInstalled()) return;
  const { status, body } = await askApp(standIn, FORM, { intent: "watch" });
  if (status >= 400) throw new Error(`The app did not take "Look now": ${status} ${body.slice(0, 300)}`);
  await emptyQueues(reader, isOver);
}
