import path from "node:path";
import { expect, test } from "vitest";
import { rowsOf } from "#test/support/database.ts";
import type { Answer } from "#test/tenancy/ask.ts";
import { CASES } from "#test/tenancy/cases.ts";
import type { Question } from "#test/tenancy/question.ts";
import { B, CANARIES, openTwoShops } from "#test/tenancy/two-shops.ts";

const world = await openTwoShops(5300);
const { ask, things, shops, database } = world;
const built = path.resolve(import.meta.dirname, "../../build/server/index.js");
type Route = { id: string; path?: string; parentId?: string; module: Record<string, unknown> };
const { routes } = (await import(built)) as { routes: Record<string, Route> };
const doors = Object.values(routes).flatMap(({ id, module }) =>
  (["loader", "action"] as const).filter((door) => door in module).map((door) => ({ id, door })),
);
const questions = Object.entries(CASES).flatMap(([id, doors]) =>
  [doors.loader, doors.action]
    .filter((each) => typeof each === "object")
    .flat()
    .map((question, index) => ({ ...question, what: `${id} ${index} (${question.thing})` })),
);
const loaders = questions.filter(({ ask }) => ask("x").method !== "POST");
const actions = questions.filter(({ ask }) => ask("x").method === "POST");

/** What is the shop's own: rows that no request of another shop may change. Jobs of its own worker do change others. */
const THEIRS = [
  ...["creator", "code", "orders", "order_line", "attribution", "figures", "privacy_request"],
  ...[
    "link",
    "link_clicks",
    "visit",
    "code_batch",
    "saved_view",
    "creators_change",
    "creator_pause",
    "code_pause",
  ],
  ...["program", "application", "mail", "recruiting", "creator_terms"],
  ...[
    "import_run",
    "import_line",
    "collaboration",
    "policy_history",
    "policy_preview",
    "hand_credit",
    "credit_share",
  ],
  ...["acquisition", "customer_month", "cohort_run", "channel_figures", "order_journey", "backfill"],
  ...["code_use", "code_day", "leak", "leak_watch"],
];
const theirs = async () => ({
  inbox: (await rowsOf(database, "inbox")).filter((row) => row.shop_domain === B),
  tables: await Promise.all(THEIRS.map((table) => rowsOf(database, table, shops.b.id))),
});
const before = await theirs();

/** An answer without what differs between any two: the asked id itself, ids just made, instants, the pulse. */
function plain({ status, text }: Answer, id: string): string {
  const even = text
    .replaceAll(id, "ASKED")
    .replace(/(cr|ln|ba|ch|vw)_[0-9a-z]{20}/g, "NEW")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "INSTANT")
    .replace(/"pulse":"[^"]*"/g, '"pulse":""');
  return `${status}\n${even}`;
}

function expectNoCanary(text: string): void {
  for (const canary of CANARIES) expect(text).not.toContain(canary);
}

async function hold({ thing, ask: asked, isAlikeForOwn }: Question) {
  const kin = things[thing];
  const answers: Record<string, string> = {};
  for (const whose of ["other", "random", "deleted", "own"] as const) {
    const answer = await ask(asked(kin[whose]));
    expect(answer.status).toBeLessThan(500);
    expectNoCanary(answer.text.replaceAll(kin[whose], "ASKED"));
    answers[whose] = plain(answer, kin[whose]);
  }
  expect(answers.random).toBe(answers.other);
  expect(answers.deleted).toBe(answers.other);
  if (isAlikeForOwn) expect(answers.own).toBe(answers.other);
  else expect(answers.own).not.toBe(answers.other);
}

test("every route that answers has its case, for its loader and for its action, and no case is of a route that is gone", () => {
  expect(doors.length).toBeGreaterThan(15);
  const without = doors.filter(({ id, door }) => !CASES[id]?.[door]).map(({ id, door }) => `${id} ${door}`);
  expect(without, "add what it takes, or why nothing, to test/tenancy/cases.ts").toEqual([]);
  const told = Object.entries(CASES).flatMap(([id, each]) =>
    Object.keys(each).map((door) => `${id} ${door}`),
  );
  const there = doors.map(({ id, door }) => `${id} ${door}`);
  expect(told.filter((each) => !there.includes(each))).toEqual([]);
});

test("a route whose address names a thing is asked for it: no case says that it takes nothing", () => {
  const named = Object.values(routes).filter((route) => route.path?.includes(":"));
  expect(named.length).toBeGreaterThan(1);
  for (const { id } of named)
    for (const door of Object.values(CASES[id] ?? {})) expect(typeof door, id).toBe("object");
});

test.each(loaders)("$what: another shop's is answered like one that never was", hold);

test.each(doors)("$id $door: what shop A is shown holds nothing of shop B", async ({ id, door }) => {
  const where = pathOf(id);
  const method = door === "action" ? "POST" : "GET";
  const form = door === "action" ? { intent: "none" } : undefined;
  for (const data of [id, undefined]) {
    const answer = await ask({ path: where, data, method, form });
    expect(answer.status).toBeLessThan(500);
    expectNoCanary(answer.text);
  }
  const asStranger = await ask({ path: where, method, form, isStranger: true });
  expect(asStranger.status).toBeLessThan(500);
  expectNoCanary(asStranger.text);
  if (id.startsWith("routes/app")) expect(asStranger.text).not.toContain("Ada Lovelace");
});

test("a merchant's own token does not open another shop that the address names", async () => {
  for (const data of [undefined, "routes/app.orders._index"]) {
    const answer = await ask({ path: `/app/orders?shop=${B}`, data });
    expect([302, 401]).toContain(answer.status);
    expectNoCanary(answer.text);
  }
});

test.each(actions)("$what: a form about another shop's thing does what it does about none", hold);

test("A may retry all that it set aside, and nothing of B's is touched by all that was asked", async () => {
  const retried = {
    method: "POST",
    form: { intent: "retry-all" },
    data: "routes/app.deliveries._index",
  } as const;
  expect((await ask({ path: "/app/deliveries", ...retried })).status).toBe(200);
  expect(await theirs()).toEqual(before);
  expect(before.inbox.length).toBeGreaterThan(1);
  for (const rows of before.tables.slice(0, 5)) expect(rows.length).toBeGreaterThan(0);
});

test("the log of all this holds no session token, no sealed token and nothing of shop B", () => {
  const log = world.running.logs();
  expect(log).toContain("web ready");
  expectNoCanary(log);
  expect(log).not.toMatch(/shp[ar]t_|id_token|\?shop=|\?_data=/);
  expect(world.tokens.length).toBeGreaterThan(100);
  for (const token of world.tokens) expect(log).not.toContain(token.split(".")[2]);
});

/** A route's address, its parents' before it, with an id that nobody has. */
function pathOf(id: string): string {
  const parts: string[] = [];
  for (let at = routes[id]; at; at = at.parentId ? routes[at.parentId] : undefined)
    parts.unshift(at.path ?? "");
  return `/${parts.filter(Boolean).join("/")}`.replace(/:\w+/g, "1").replace("*", "nowhere");
}
