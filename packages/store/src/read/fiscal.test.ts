import { describe, expect, test } from "vitest";
import type { FiscalCalendar } from "../types.ts";
import { formatDay, parseDay } from "./calendar.ts";
import { calendarYears, fiscalPeriod, fiscalStart, fiscalYear } from "./fiscal.ts";

const april: FiscalCalendar = { month: 3, day: 0, months: 3, namedAfterEnd: true };
const british: FiscalCalendar = { month: 3, day: 5, months: 1, namedAfterEnd: false };
const weeks: FiscalCalendar = { month: 6, day: 0, months: 0, namedAfterEnd: false };

describe("where years and periods begin", () => {
  test.each([
    [calendarYears, "FiscalPeriod", "2026-06-30", 0, "2026-04-01"],
    [calendarYears, "FiscalPeriod", "2026-01-31", -1, "2025-10-01"],
    [calendarYears, "FiscalYear", "2026-06-30", 1, "2027-01-01"],
    [april, "FiscalYear", "2026-03-31", 0, "2025-04-01"],
    [april, "FiscalYear", "2026-04-01", 0, "2026-04-01"],
    [april, "FiscalPeriod", "2026-03-31", 1, "2026-04-01"],
    [british, "FiscalYear", "2026-04-05", 0, "2025-04-06"],
    [british, "FiscalPeriod", "2026-05-05", 0, "2026-04-06"],
    [british, "FiscalPeriod", "2026-05-06", 9, "2027-02-06"],
    [weeks, "FiscalPeriod", "2026-07-28", 0, "2026-07-01"],
    [weeks, "FiscalPeriod", "2026-07-29", 0, "2026-07-29"],
    [weeks, "FiscalPeriod", "2027-06-30", 0, "2027-06-02"],
    [weeks, "FiscalPeriod", "2027-06-30", 1, "2027-07-01"],
  ] as const)("%o %s of %s, %i later", (fiscal, unit, day, count, start) => {
    expect(formatDay(fiscalStart(fiscal, unit, parseDay(day), count))).toBe(start);
  });
});

test("a period and a year by their names", () => {
  expect(fiscalPeriod(calendarYears, 2026, 4).map(formatDay)).toEqual(["2026-10-01", "2027-01-01"]);
  expect(fiscalYear(april, 2026).map(formatDay)).toEqual(["2025-04-01", "2026-04-01"]);
  expect(fiscalPeriod(april, 2026, 4).map(formatDay)).toEqual(["2026-01-01", "2026-04-01"]);
  expect(fiscalPeriod(weeks, 2026, 13).map(formatDay)).toEqual(["2027-06-02", "2027-07-01"]);
});
