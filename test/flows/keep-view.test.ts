import { expect, test } from "vitest";
import { listViews, saveView } from "#app/creators/views.server.ts";
import { inShop } from "#app/db.server.ts";
import { CREATORS_PAGE, changeView, dropView, keepView } from "#app/flows/keep-view.server.ts";
import type { ViewId } from "#app/kernel/id.ts";
import { freshDb, installShop } from "#test/support/database.ts";
import { at } from "#test/support/make.ts";

const database = await freshDb(8);
const shop = await installShop(database);
const other = await installShop(database, "other.myshopify.com");
const now = at("2026-03-10T12:00:00Z");
const keep = (name: string, query = "?status=paused", of = shop) =>
  keepView(database, of.id, name, query, now);
const views = async (of = shop) =>
  (await listViews(database, of, CREATORS_PAGE)).map(({ name, query }) => [name, query]);
const because = (name: string) => ({ because: { name } });

test("a view is kept as the address says it, without its page and without nonsense", async () => {
  const made = await keep("  Top\nsellers ", "?sort=orders&page=3&evil=1&status=paused");
  expect(made).toMatchObject({ id: expect.stringMatching(/^vw_/) });
  expect(await views()).toEqual([["Top sellers", "?status=paused&sort=orders"]]);
  expect(await views(other)).toEqual([]);
});

test("names are told apart without regard to capitals, are not empty, and at most 40 characters", async () => {
  expect(await keep("TOP SELLERS")).toEqual(because("taken"));
  expect(await keep(" \u0007 ")).toEqual(because("empty"));
  expect(await keep("x".repeat(41))).toEqual(because("too-long"));
  expect(await keep("Top sellers", "", other)).toHaveProperty("id");
});

test("of two views of one name in one moment, the later one is refused", async () => {
  const mayCommit = Promise.withResolvers<void>();
  const view = { id: "vw_00000000000000000001" as ViewId, name: "Same moment", query: "" };
  const first = inShop(database, shop.id, async (tx) => {
    const refusal = await saveView(tx, shop.id, CREATORS_PAGE, view, now);
    await mayCommit.promise;
    return refusal;
  });
  await new Promise((resolve) => setTimeout(resolve, 200));
  const second = keep("same MOMENT");
  await new Promise((resolve) => setTimeout(resolve, 200));
  mayCommit.resolve();
  expect(await first).toBeNull();
  expect(await second).toEqual(because("taken"));
});

test("a view is renamed, shows something else, and is dropped; another shop's is not there", async () => {
  const made = await keep("Press list");
  if (!("id" in made)) throw new Error("not kept");
  const nothing = { name: null, query: null };
  expect(await changeView(database, shop.id, made.id, { ...nothing, name: "Press" }, now)).toEqual(made);
  expect(await changeView(database, shop.id, made.id, { ...nothing, query: "?orders=with" }, now)).toEqual(
    made,
  );
  expect(await views()).toContainEqual(["Press", "?orders=with"]);
  expect(await changeView(database, shop.id, made.id, { ...nothing, name: "top sellers" }, now)).toEqual(
    because("taken"),
  );
  expect(await changeView(database, other.id, made.id, { ...nothing, name: "Mine" }, now)).toEqual(
    because("gone"),
  );
  await dropView(database, other.id, made.id);
  expect(await views()).toContainEqual(["Press", "?orders=with"]);
  await dropView(database, shop.id, made.id);
  expect((await views()).map(([name]) => name)).not.toContain("Press");
  expect(await changeView(database, shop.id, made.id, nothing, now)).toEqual(because("gone"));
  expect(await dropView(database, shop.id, "nonsense")).toBeNull();
});

test("thirty views are enough", async () => {
  for (let number = (await views()).length; number < 30; number++) await keep(`View ${number}`);
  expect(await keep("One more")).toEqual(because("too-many"));
});
