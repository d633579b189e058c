import fc from "fast-check";
import { expect, test } from "vitest";
import type { CodeKey } from "#app/creators/code.ts";
import type { LinkId } from "#app/kernel/id.ts";
import type { Month } from "#app/kernel/month.ts";
import {
  AS_OPENED,
  formatCohortQuery,
  MEASURES,
  readCohortQuery,
  selectionBeside,
  WAYS,
} from "#app/ltv/cohort-query.ts";
import { ADA, GRACE } from "#test/support/make.ts";

const read = (address: string) => readCohortQuery(new URLSearchParams(address));

test("an address that says nothing, or nonsense, is the page as it opens", () => {
  expect(read("")).toEqual(AS_OPENED);
  expect(
    read(
      "show=x&per=year&sum=1&creator=cr_1&code=&link=y&way=tv&product=1x&country=us&from=2026-13&to=&beside=z&beside=",
    ),
  ).toEqual(AS_OPENED);
  expect(formatCohortQuery(AS_OPENED)).toBe("");
});

test("months the wrong way round are turned, codes compare as they do everywhere, and two others at most", () => {
  expect(read("from=2026-05&to=2026-02")).toMatchObject({ from: "2026-02", to: "2026-05" });
  expect(read("code=%20Ada10")).toMatchObject({ code: "ada10" });
  expect(read(`beside=paid&beside=${GRACE}&beside=organic`).beside).toEqual([
    { way: "paid" },
    { creatorId: GRACE },
  ]);
});

test("a law: what is written is read back", () => {
  const month = fc.constantFrom(null, "2026-01" as Month, "2026-03" as Month);
  fc.assert(
    fc.property(
      fc.record({
        measure: fc.constantFrom(...MEASURES),
        per: fc.constantFrom("month" as const, "quarter" as const),
        isCumulative: fc.boolean(),
        creatorId: fc.constantFrom(null, ADA),
        code: fc.constantFrom(null, "ada & co" as CodeKey),
        linkId: fc.constantFrom(null, "ln_00000000000000000001" as LinkId),
        way: fc.constantFrom(null, ...WAYS),
        product: fc.constantFrom(null, "123"),
        country: fc.constantFrom(null, "DK"),
        months: fc.tuple(month, month),
        beside: fc.subarray([{ way: "paid" as const }, { creatorId: GRACE }]),
      }),
      ({ months: [from, to], ...rest }) => {
        const query =
          from !== null && to !== null && from > to ? { ...rest, from: to, to: from } : { ...rest, from, to };
        expect(readCohortQuery(new URLSearchParams(formatCohortQuery(query)))).toEqual(query);
      },
    ),
  );
});

test("who stands beside is of another creator or way, and else the same", () => {
  const query = read(`creator=${ADA}&code=ada10&country=DK&from=2026-01`);
  expect(selectionBeside(query, { way: "paid" })).toMatchObject({
    creatorId: null,
    code: null,
    way: "paid",
    country: "DK",
    from: "2026-01",
  });
  expect(selectionBeside(query, { creatorId: GRACE })).toMatchObject({
    creatorId: GRACE,
    code: null,
    way: null,
    country: "DK",
  });
});
