import { expect, test } from "vitest";
import { money } from "#app/kernel/money.ts";
import { formatsFor } from "#app/ui/admin/formats.ts";

const newYork = formatsFor("en", "America/New_York");

test("an instant is shown on the shop's day, at the shop's time", () => {
  expect(newYork.day("2026-03-01T02:05:00Z")).toBe("Feb 28, 2026");
  expect(newYork.time("2026-03-01T02:05:00Z")).toBe("9:05 PM");
  expect(formatsFor("en", "Asia/Tokyo").day(new Date("2026-03-01T20:00:00Z"))).toBe("Mar 2, 2026");
});

test("no text holds a space that server and browser write differently", () => {
  expect(newYork.time("2026-03-01T12:00:00Z")).not.toMatch(/[\u202f\u00a0]/);
});

test("numbers, percentages and amounts are written the reader's way", () => {
  expect(newYork.count(1_234_567)).toBe("1,234,567");
  expect(newYork.percent(1250)).toBe("12.5");
  expect(newYork.percent(5)).toBe("0.05");
  expect(newYork.money(money(-123_456, "USD"))).toBe("-$1,234.56");
  expect(newYork.money(money(500, "JPY"))).toBe("¥500");
});
