import fc from "fast-check";
import { expect, test } from "vitest";
import {
  CODE_STANDINGS,
  formatCreatorsQuery,
  isNarrowed,
  OPENING,
  ORDERS,
  readCreatorIds,
  readCreatorsQuery,
  SORTS,
  STATUSES,
} from "#app/attribution/creators-query.ts";
import { newId, type ProgramId } from "#app/kernel/id.ts";

const read = (search: string) => readCreatorsQuery(new URLSearchParams(search));
const AMBASSADORS = "pg_00000000000000000001" as ProgramId;

test("the table opens with everybody, and whoever brings most", () => {
  expect(read("")).toEqual(OPENING);
  expect(OPENING).toMatchObject({ search: "", status: null, sort: "net", isDescending: true, page: 1 });
  expect(isNarrowed(OPENING)).toBe(false);
});

test("an address that says nothing we know shows the table as it opens", () => {
  expect(read("?sort=password&dir=sideways&page=-3&embedded=1&status=gone&orders=some&codes=lost")).toEqual(
    OPENING,
  );
  expect(read("?program=pg_1,'--&from=2026-02-30&to=yesterday")).toEqual(OPENING);
  expect(read("?page=1e9").page).toBe(1);
  expect(read("?page=0").page).toBe(1);
  expect(read("?page=9999999").page).toBe(1_000_000);
});

test("names begin with A, everything else with the highest or the newest, unless the address says otherwise", () => {
  expect(read("?sort=name").isDescending).toBe(false);
  expect(read("?sort=joined").isDescending).toBe(true);
  expect(read("?sort=orders&dir=asc").isDescending).toBe(false);
});

test("an address narrows the table by everything it can be narrowed by", () => {
  const query = read(
    `?q=ada&status=paused&program=none,${AMBASSADORS},none&orders=without&codes=drifted,refused&from=2026-01-01&to=2026-01-31`,
  );
  expect(query).toEqual({
    ...OPENING,
    search: "ada",
    status: "paused",
    programs: ["none", AMBASSADORS],
    orders: "without",
    codes: ["refused", "drifted"],
    joinedFrom: "2026-01-01",
    joinedTo: "2026-01-31",
  });
  expect(isNarrowed(query)).toBe(true);
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
  const random = fc.uint8Array({ minLength: 20, maxLength: 20 });
  const day = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const query = fc.record({
    search: fc.string({ maxLength: 50 }).filter((text) => !/\p{Cc}/u.test(text)),
    status: fc.option(fc.constantFrom(...STATUSES)),
    programs: fc.uniqueArray(
      fc.oneof(
        fc.constant("none" as const),
        random.map((bytes) => newId("program", bytes)),
      ),
      { maxLength: 5 },
    ),
    orders: fc.option(fc.constantFrom(...ORDERS)),
    codes: fc
      .subarray([...CODE_STANDINGS])
      .map((some) => CODE_STANDINGS.filter((each) => some.includes(each))),
    joinedFrom: fc.option(day),
    joinedTo: fc.option(day),
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

test("ids of creators are read each once, and nothing else is", () => {
  const ada = "cr_ada00000000000000000";
  expect(readCreatorIds(`${ada},cr_1, ${ada},co_ada00000000000000000,'`)).toEqual([ada]);
  expect(readCreatorIds(null)).toEqual([]);
});
