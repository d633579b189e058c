/**
 * The generator of visitors, a process of its own: its only argument is what they ask as JSON, and it tells its parent
 * what came of it. They ask in turn, and begin again.
 */
import { sendAtPace } from "#test/bench/load/pace.ts";
import type { Asking } from "#test/bench/load/plan.ts";

const { requests, status, ...plan }: Asking = JSON.parse(process.argv[2] ?? "");
const CLIENTS = 4096;
const clients = Array.from({ length: CLIENTS }, (_, n) => Buffer.from(`10.1.${n >> 8}.${n & 255}`));
const parts = requests.map((request) => request.split("{client}").map((part) => Buffer.from(part)));
/** The next request, with the next client where it names one. */
const requestOf = (index: number) =>
  (parts[index % parts.length] ?? []).flatMap((part, place) =>
    place === 0 ? [part] : [clients[index % CLIENTS] ?? Buffer.alloc(0), part],
  );
const loaded = await sendAtPace({
  ...plan,
  requestOf,
  isGood: (answered) => answered === status,
});
process.send?.(loaded, () => process.exit(0));
