import { expect, test } from "vitest";
import {
  ALL_CODES,
  type CodesQuery,
  formatCodesQuery,
  isNarrowed,
  readCodesQuery,
} from "#app/creators/codes-query.ts";

const read = (text: string) => readCodesQuery(new URLSearchParams(text));

test("an address says which codes are shown, and reads back as the same", () => {
  const query: CodesQuery = {
    search: "ada & co",
    state: "drifted",
    kind: "free-shipping",
    page: 3,
    programId: "pg_0123456789abcdefghjk",
    batchId: "ba_0123456789abcdefghjk",
  };
  expect(read(formatCodesQuery(query))).toEqual(query);
  expect(formatCodesQuery(ALL_CODES)).toBe("");
  expect(read("")).toEqual(ALL_CODES);
});

test("what an address says wrongly is as the table opens", () => {
  expect(read("state=gone&program=1&kind=bogo&page=-2")).toEqual(ALL_CODES);
  expect(read("page=99999999").page).toBe(1);
  expect(read("page=0").page).toBe(1);
  expect(read("q=a%00b%0Ac").search).toBe("a b c");
  expect([...read(`q=${"x".repeat(300)}`).search]).toHaveLength(200);
});

test("a page alone narrows nothing", () => {
  expect(isNarrowed({ ...ALL_CODES, page: 2 })).toBe(false);
  expect(isNarrowed({ ...ALL_CODES, state: "live" })).toBe(true);
});
