import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCreatorsQuery, readCreatorsQuery, SORTS } from "#app/ui/admin/creators/creators-query.ts";

const read = (search: string) => readCreatorsQuery(new URLSearchParams(search));

test("the table opens with whoever brings most", () => {
  expect(read("")).toEqual({ search: "", sort: "net", isDescending: true, page: 1 });
});

test("an address that says nothing we know shows the table as it opens", () => {
  expect(read("?sort=password&dir=sideways&page=-3&embedded=1")).toEqual(read(""));
  expect(read("?page=1e9").page).toBe(1);
  expect(read("?page=0").page).toBe(1);
  expect(read("?page=9999999").page).toBe(1_000_000);
});

test("names begin with A, figures with the highest, unless the address says otherwise", () => {
  expect(read("?sort=name").isDescending).toBe(false);
  expect(read("?sort=orders").isDescending).toBe(true);
  expect(read("?sort=orders&dir=asc").isDescending).toBe(false);
});

test("a search holds nothing a database cannot read", () => {
  expect(read("?q=a%00b").search).toBe("a b");
  expect(readCreatorsQuery(new URLSearchParams([["q", "\ud800"]])).search).toBe("\ufffd");
  expect(read(`?q=${"x".repeat(500)}`).search).toHaveLength(200);
});

test("an address says only what is not as the table opens", () => {
  expect(formatCreatorsQuery(read(""))).toBe("");
  expect(formatCreatorsQuery(read("?sort=name&dir=asc"))).toBe("?sort=name");
});

test("what is written into an address is read back the same", () => {
  const query = fc.record({
    search: fc.string({ maxLength: 50 }).filter((text) => !/\p{Cc}/u.test(text)),
    sort: fc.constantFrom(...SORTS),
    isDescending: fc.boolean(),
    page: fc.integer({ min: 1, max: 1_000_000 }),
  });
  fc.assert(
    fc.property(query, (each) => {
      expect(read(formatCreatorsQuery(each))).toEqual(each);
    }),
  );
});
