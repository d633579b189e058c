import fc from "fast-check";
import { expect, test } from "vitest";
import { byDay, type ShownEntry } from "#app/ui/admin/creator/timeline-shown.ts";

const entry = (day: string, key: number): ShownEntry => ({
  ...{ day, key: String(key), at: `${day}T12:00:00Z` },
  happening: { kind: "paused" },
});

test("entries stand under their days, none lost, none twice, in their order", () => {
  const days = fc.array(fc.constantFrom("2026-03-03", "2026-03-02", "2026-03-01"), { maxLength: 20 });
  fc.assert(
    fc.property(days, (each) => {
      const entries = each
        .toSorted()
        .reverse()
        .map((day, at) => entry(day, at));
      const grouped = byDay(entries);
      expect(grouped.flatMap((group) => group.entries)).toEqual(entries);
      expect(new Set(grouped.map(({ day }) => day)).size).toBe(grouped.length);
    }),
  );
});
