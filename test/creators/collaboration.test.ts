import { expect, test } from "vitest";
import {
  COLLABORATION_KINDS,
  engagementOf,
  lastDay,
  parseCollaboration,
} from "#app/creators/collaboration.ts";
import { readCollaborationsQuery } from "#app/creators/collaborations-query.ts";

const form = {
  ...{
    kind: "story",
    day: "2026-03-01",
    url: "https://www.instagram.com/p/1",
    reach: "12400",
    interactions: "620",
  },
  ...{ fee: "250.00", gift: "40", note: " first " },
};
const ground = { currency: "USD", today: "2026-03-10" };
const because = (more: Partial<typeof form>, at = ground) => {
  const read = parseCollaboration({ ...form, ...more }, at);
  return "because" in read ? read.because : read;
};

test("a collaboration is read with its amounts in the shop's currency; what is left empty was not counted, or cost nothing", () => {
  expect(parseCollaboration(form, ground)).toEqual({
    ...{
      kind: "story",
      day: "2026-03-01",
      url: "https://www.instagram.com/p/1",
      reach: 12400,
      interactions: 620,
    },
    ...{ feeMinor: 25000, giftMinor: 4000, currency: "USD", note: "first" },
  });
  const bare = { ...form, url: "", reach: "", interactions: "", fee: "", gift: "", note: "" };
  expect(parseCollaboration(bare, ground)).toMatchObject({
    ...{ url: null, reach: null, interactions: null, feeMinor: 0, giftMinor: 0 },
  });
});

test.each([
  [{ kind: "reel" }, { kind: "unknown-kind" }],
  [{ day: "" }, { day: "empty" }],
  [{ day: "2026-02-30" }, { day: "not-a-date" }],
  [{ day: "1999-12-31" }, { day: "too-early" }],
  [{ day: "2027-03-11" }, { day: "too-late" }],
  [{ url: "javascript:alert(1)" }, { url: "not-an-address" }],
  [{ url: "data:text/html,x" }, { url: "not-an-address" }],
  [{ url: "https://user@evil.example" }, { url: "not-an-address" }],
  [{ url: "localhost" }, { url: "not-an-address" }],
  [{ url: `https://a.example/${"x".repeat(2000)}` }, { url: "too-long" }],
  [{ reach: "12k" }, { reach: "not-a-number" }],
  [{ reach: "-1" }, { reach: "out-of-range" }],
  [{ interactions: "2147483648" }, { interactions: "out-of-range" }],
  [{ fee: "1,50" }, { fee: "not-a-number" }],
  [{ gift: "-0.01" }, { gift: "out-of-range" }],
  [{ note: "x".repeat(1001) }, { note: "too-long" }],
])("refused: %j", (more, refusal) => {
  expect(because(more)).toEqual(refusal);
});

test("a day may lie a year ahead, from a leap day to the 28th", () => {
  expect(because({ day: "2027-03-10" })).toMatchObject({ day: "2027-03-10" });
  expect(lastDay("2028-02-29")).toBe("2029-02-28");
});

test("an address without its scheme is of the web", () => {
  expect(because({ url: "instagram.com/p/1" })).toMatchObject({ url: "https://instagram.com/p/1" });
});

test("the engagement rate is interactions by reach, and nothing where either was not counted", () => {
  expect(engagementOf({ reach: 12400, interactions: 620 })).toBe(500);
  expect(engagementOf({ reach: 0, interactions: 5 })).toBeNull();
  expect(engagementOf({ reach: null, interactions: 5 })).toBeNull();
  expect(engagementOf({ reach: 100, interactions: null })).toBeNull();
});

test("a list's address is read; what it says wrongly leaves none out, but a creator who cannot be leaves all out", () => {
  const read = (search: string) => readCollaborationsQuery(new URLSearchParams(search));
  expect(read("creator=cr_ada00000000000000000&kind=live&month=2026-03&page=2")).toEqual({
    ...{ creatorId: "cr_ada00000000000000000", kind: "live", month: "2026-03", page: 2 },
  });
  expect(read("creator=&kind=reel&month=2026-13&page=-1")).toEqual({
    ...{ creatorId: null, kind: null, month: null, page: 1 },
  });
  expect(read("creator=ada").creatorId).toBe("cr_00000000000000000000");
  expect(COLLABORATION_KINDS).toHaveLength(9);
});
