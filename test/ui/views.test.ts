import { expect, test } from "vitest";
import { OPENING, readCreatorsQuery } from "#app/attribution/creators-query.ts";
import { addressOf, placeAmong, viewsWith } from "#app/ui/admin/creators/views.ts";

const MINE = { id: "vw_00000000000000000001", name: "Top sellers", query: "?orders=with&sort=orders" };
const views = viewsWith([MINE], (id) => id);
const read = (search: string) => readCreatorsQuery(new URLSearchParams(search));
const place = (search: string) => placeAmong(views, new URLSearchParams(search).get("view"), read(search));

test("the table opens under All, and every view shows under its own tab just what it says", () => {
  expect(place("")).toEqual({ selected: 0, isEdited: false });
  for (const [at, view] of views.entries())
    expect(place(view.query), view.name).toEqual({ selected: at, isEdited: false });
  expect(views.map(({ name }) => name).slice(0, 5)).toEqual([
    ...["all", "active", "paused", "attention", "without-orders"],
  ]);
});

test("another page of a view is the same view", () => {
  expect(place("?status=paused&page=3")).toEqual({ selected: 2, isEdited: false });
});

test("what no view says is an edited All, unless the address names the view that was begun with", () => {
  expect(place("?status=paused&orders=with")).toEqual({ selected: 0, isEdited: true });
  expect(place("?status=paused&orders=with&view=paused")).toEqual({ selected: 2, isEdited: true });
  expect(place(`?orders=with&view=${MINE.id}`)).toEqual({ selected: 5, isEdited: true });
  expect(place("?orders=with&view=vw_gone")).toEqual({ selected: 0, isEdited: true });
});

test("an address names a view only where what it shows does not say so itself", () => {
  const [all, , paused] = views;
  expect(addressOf(OPENING, all)).toBe("/app/creators");
  expect(addressOf(read("?status=paused"), paused)).toBe("/app/creators?status=paused");
  expect(addressOf(read("?status=paused&q=ada"), paused)).toBe(
    "/app/creators?q=ada&status=paused&view=paused",
  );
  expect(addressOf(OPENING, paused)).toBe("/app/creators?view=paused");
  expect(addressOf(read("?q=ada"), all)).toBe("/app/creators?q=ada");
});
