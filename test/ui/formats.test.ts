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

test("how far an instant lies is said in its largest whole unit, of two days still in hours", () => {
  const now = new Date("2026-03-10T12:00:00Z");
  const ago = (seconds: number) => newYork.ago(new Date(now.getTime() - seconds * 1000), now);
  expect([0, 0.9, 1, 59, 60, 3599, 3600, 172_799, 172_800].map(ago)).toEqual([
    "now",
    "now",
    "1 second ago",
    "59 seconds ago",
    "1 minute ago",
    "59 minutes ago",
    "1 hour ago",
    "47 hours ago",
    "2 days ago",
  ]);
  expect(ago(-540)).toBe("in 9 minutes");
  expect(newYork.ago("2026-03-10T11:59:56Z", now)).toBe("4 seconds ago");
});

test("a file's size is written in its largest unit", () => {
  expect([0, 1, 999, 1000, 20_480, 5_250_000].map(newYork.bytes)).toEqual([
    "0 bytes",
    "1 byte",
    "999 bytes",
    "1 kB",
    "20.5 kB",
    "5.3 MB",
  ]);
});
