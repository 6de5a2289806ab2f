import { describe, expect, test } from "vitest";
import { addUnits, type CalendarUnit, formatDay, localDay, parseDay, startOf } from "./calendar.ts";

const plus = (unit: CalendarUnit, day: string, count: number) => formatDay(addUnits(unit, parseDay(day), count));
const start = (unit: CalendarUnit, day: string) => formatDay(startOf(unit, parseDay(day), "en"));

test("the day depends on where the user is", () => {
  const instant = new Date("2026-03-14T23:30:00Z");
  expect(formatDay(localDay(instant, "UTC"))).toBe("2026-03-14");
  expect(formatDay(localDay(instant, "Europe/Warsaw"))).toBe("2026-03-15");
  expect(formatDay(localDay(instant, "America/Los_Angeles"))).toBe("2026-03-14");
  expect(formatDay(localDay(instant, "Asia/Ho_Chi_Minh"))).toBe("2026-03-15");
});

describe("later and earlier", () => {
  test.each([
    ["Day", "2024-02-28", 1, "2024-02-29"],
    ["Week", "2026-01-01", -1, "2025-12-25"],
    ["Month", "2026-01-31", 1, "2026-02-28"],
    ["Month", "2024-03-31", -1, "2024-02-29"],
    ["Month", "2026-01-15", -13, "2024-12-15"],
    ["Year", "2024-02-29", 1, "2025-02-28"],
    ["Year", "0099-05-05", 1, "0100-05-05"],
    ["Year", "2026-05-05", -1_000_000, "0001-01-01"],
    ["Year", "2026-05-05", 1_000_000, "9999-12-31"],
    ["Day", "2026-05-05", 365_000_000, "9999-12-31"],
  ] as const)("%s after %s: %i", (unit, day, count, later) => expect(plus(unit, day, count)).toBe(later));
});

describe("the first day of a unit", () => {
  test.each([
    ["Day", "2026-03-18", "2026-03-18"],
    ["Week", "2026-03-15", "2026-03-15"],
    ["Week", "2026-03-14", "2026-03-08"],
    ["Week", "1969-12-31", "1969-12-28"],
    ["Month", "2026-03-18", "2026-03-01"],
    ["Year", "2026-06-30", "2026-01-01"],
  ] as const)("%s of %s", (unit, day, first) => expect(start(unit, day)).toBe(first));

  test("a week begins on Monday outside of English", () => {
    expect(formatDay(startOf("Week", parseDay("2026-03-15"), "pl"))).toBe("2026-03-09");
    expect(formatDay(startOf("Week", parseDay("2026-03-16"), "vi"))).toBe("2026-03-16");
  });
});
