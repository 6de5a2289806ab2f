import fc from "fast-check";
import { expect, test } from "vitest";
import { fromLocalTime, localDay, toLocalTime } from "./local-time.ts";

test("the user's clock, in winter and in summer", () => {
  expect(toLocalTime("2024-01-10T09:30:00Z", "Europe/Warsaw")).toBe("2024-01-10T10:30");
  expect(toLocalTime("2024-07-10T09:30:00Z", "Europe/Warsaw")).toBe("2024-07-10T11:30");
  expect(fromLocalTime("2024-07-10T11:30", "Europe/Warsaw")).toBe("2024-07-10T09:30:00Z");
});

test("the day of an instant is that of the user's zone", () => {
  expect(localDay("2024-03-10T18:30:00Z", "Asia/Ho_Chi_Minh")).toBe("2024-03-11");
  expect(localDay("2024-03-10T18:30:00Z", "UTC")).toBe("2024-03-10");
});

test("right after the clocks change", () => {
  // 31 March 2024, 02:00 became 03:00 in Warsaw.
  expect(fromLocalTime("2024-03-31T03:00", "Europe/Warsaw")).toBe("2024-03-31T01:00:00Z");
  expect(fromLocalTime("2024-03-31T01:59", "Europe/Warsaw")).toBe("2024-03-31T00:59:00Z");
});

test("what is no time is none", () => {
  expect(toLocalTime("soon", "UTC")).toBe("");
  expect(fromLocalTime("2024-13-01T00:00", "UTC")).toBeUndefined();
  expect(fromLocalTime("", "UTC")).toBeUndefined();
});

test("there and back is the same instant", () => {
  const minutes = fc.integer({ min: 0, max: 40 * 366 * 24 * 60 });
  const zones = fc.constantFrom("Asia/Ho_Chi_Minh", "Asia/Kolkata", "America/Bogota", "UTC");
  fc.assert(
    fc.property(minutes, zones, (minute, zone) => {
      const iso = `${new Date(Date.UTC(2000, 0, 1) + minute * 60_000).toISOString().slice(0, 19)}Z`;
      expect(fromLocalTime(toLocalTime(iso, zone), zone)).toBe(iso);
    }),
    { numRuns: 50 },
  );
});
