import { expect, test } from "vitest";
import { problemsOf } from "#app/ui/admin/health/problems.ts";
import type { ShownHealth, ShownRun } from "#app/ui/admin/health/shown-health.ts";

const now = new Date("2026-03-01T12:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

const run = (more: Partial<ShownRun> = {}): ShownRun => ({
  kind: "recent",
  isFirst: false,
  startedAt: ago(10),
  finishedAt: ago(10),
  listed: 214,
  found: 0,
  fetched: 0,
  ...more,
});
const calm: ShownHealth = {
  most: 10_000,
  inbox: {
    waiting: 0,
    waitingSince: null,
    failing: 0,
    quarantined: 0,
    parked: 0,
    lastApplied: ago(1),
  },
  topics: [],
  runs: {
    last: run(),
    lastSweep: null,
    open: null,
    isComparing: false,
    isAsked: false,
    delayed: null,
    next: ago(-5),
  },
  backfill: null,
  finds: [],
  missed: 0,
  unreadable: 0,
  subscriptions: { checkedAt: ago(30), missingScopes: [], strays: [] },
  workers: { beatAt: ago(0.1), alive: 1 },
  codes: { drifted: 0 },
  mails: { waiting: 0, since: null, lastError: null, canPost: true },
};
const keys = (more: Partial<ShownHealth>) => problemsOf({ ...calm, ...more }, now).map(({ key }) => key);
const inbox = (more: Partial<ShownHealth["inbox"]>) => keys({ inbox: { ...calm.inbox, ...more } });
const runs = (more: Partial<ShownHealth["runs"]>) => keys({ runs: { ...calm.runs, ...more } });

test("a shop where all is well has nothing to do, before the first comparison too", () => {
  expect(keys({})).toEqual([]);
  expect(keys({ subscriptions: null })).toEqual([]);
  expect(runs({ last: null })).toEqual([]);
});

test("a worker that was silent for a minute is missed, and nothing else is said to be slow for it", () => {
  expect(keys({ workers: { beatAt: ago(0.99), alive: 1 } })).toEqual([]);
  expect(keys({ workers: { beatAt: ago(1.1), alive: 0 } })).toEqual(["silentWorkers"]);
  expect(keys({ workers: { beatAt: null, alive: 0 } })).toEqual(["noWorker"]);
  const late = { ...calm.inbox, waiting: 3, waitingSince: ago(90) };
  expect(keys({ workers: { beatAt: null, alive: 0 }, inbox: late })).toEqual(["noWorker"]);
});

test("what was set aside is counted together, what keeps failing apart", () => {
  const problems = problemsOf(
    { ...calm, inbox: { ...calm.inbox, quarantined: 2, parked: 1, failing: 4 } },
    now,
  );
  expect(problems).toEqual([
    { key: "setAside", tone: "warning", count: 3 },
    { key: "failing", tone: "warning", count: 4 },
  ]);
});

test("a line that moves is no problem, one that stands for five minutes is", () => {
  expect(inbox({ waiting: 5000, waitingSince: ago(4) })).toEqual([]);
  expect(inbox({ waiting: 1, waitingSince: ago(6) })).toEqual(["slow"]);
});

test("a missing permission and a stray subscription are told", () => {
  const checkedAt = ago(30);
  expect(keys({ subscriptions: { checkedAt, missingScopes: ["read_orders"], strays: [] } })).toEqual([
    "scopes",
  ]);
  expect(
    keys({ subscriptions: { checkedAt, missingScopes: [], strays: ["ORDERS_CREATE https://x"] } }),
  ).toEqual(["strays"]);
});

test("a webhook or two may be lost in a day; five of them have a cause", () => {
  expect(keys({ missed: 4 })).toEqual([]);
  expect(keys({ missed: 5 })).toEqual(["missed"]);
  expect(keys({ unreadable: 1 })).toEqual(["unreadable"]);
});

test("a comparison that is three quarters of an hour late is told, unless one runs", () => {
  const late = run({ finishedAt: ago(46) });
  expect(runs({ last: run({ finishedAt: ago(44) }) })).toEqual([]);
  expect(runs({ last: late })).toEqual(["overdue"]);
  expect(runs({ last: late, isComparing: true })).toEqual([]);
});

test("mails that nobody can send are told of, and which of the two is missing: a server, or its yes", () => {
  const waiting = { waiting: 2, since: ago(30), lastError: "Connection refused", canPost: true };
  expect(problemsOf({ ...calm, mails: waiting }, now)).toMatchObject([
    { key: "mailsWait", count: 2, since: ago(30), reason: "Connection refused" },
  ]);
  expect(keys({ mails: { ...waiting, since: ago(5) } })).toEqual([]);
  expect(keys({ mails: { ...waiting, lastError: null } })).toEqual([]);
  expect(keys({ mails: { ...waiting, since: ago(1), lastError: null, canPost: false } })).toEqual([
    "noMailServer",
  ]);
  expect(keys({ mails: { waiting: 0, since: null, lastError: null, canPost: false } })).toEqual([]);
});

test("codes that stand in Shopify otherwise than they were made ask for a person", () => {
  expect(problemsOf({ ...calm, codes: { drifted: 3 } }, now)).toEqual([
    { key: "codes", tone: "warning", count: 3 },
  ]);
});
