import { expect, test } from "vitest";
import { daysBetween, groupByDay } from "./day-groups.ts";

test("items of one day of the user stand together", () => {
  const items = ["2024-03-10T18:30:00Z", "2024-03-10T17:30:00Z", "2024-03-10T16:30:00Z"].map((at) => ({ at }));
  expect(groupByDay(items, "Asia/Ho_Chi_Minh").map((group) => [group.day, group.items.length])).toEqual([
    ["2024-03-11", 2],
    ["2024-03-10", 1],
  ]);
});

test("days count across the change of the clocks", () => {
  expect(daysBetween("2024-03-30", "2024-04-01")).toBe(2);
  expect(daysBetween("2024-01-01", "2023-12-31")).toBe(-1);
});
